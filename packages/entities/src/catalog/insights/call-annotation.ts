import { boolean, defineEntityType, integer, json, oneOf, sid, text } from '../../model/index.js';

const CONNECTIVITY_ISSUES = [
  'unknown_connectivity_issue',
  'no_connectivity_issue',
  'invalid_number',
  'caller_id',
  'dropped_call',
  'number_reachability',
] as const;

export const callAnnotation = defineEntityType({
  name: 'CallAnnotation',
  group: 'Voice Insights',
  description: "A person's assessment of a call, set by UPDATE. The key is the call SID.",
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/call/call-annotation-resource',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Annotation',
  operations: ['GET', 'UPDATE'],
  summary: ['CallSid', 'AnsweredBy', 'ConnectivityIssue', 'Spam', 'CallScore', 'Comment'],
  fields: {
    CallSid: sid('CA', { key: true, references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AnsweredBy: oneOf(['unknown_answered_by', 'human', 'machine'], {
      update: true,
      description: 'The kind of answerer, as assessed by a person.',
    }),
    ConnectivityIssue: oneOf(CONNECTIVITY_ISSUES, {
      update: true,
      description: 'The connectivity issue, as assessed by a person.',
    }),
    QualityIssues: json({
      list: true,
      update: true,
      description: 'Audio quality issues: a list in answers, comma-separated text in an UPDATE.',
    }),
    Spam: boolean({ update: true, description: 'Whether it was spam.' }),
    CallScore: integer({ update: true, minimum: 1, maximum: 5, description: 'From 1 (bad) to 5 (excellent).' }),
    Comment: text({ update: true, description: 'A comment, at most 100 characters.' }),
    Incident: text({ update: true, description: 'A reference to an incident, such as a support ticket.' }),
    Url: text(),
  },
});
