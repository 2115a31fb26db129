import { defineEntityType, integer, json, oneOf, sid, timestamp } from '../../model/index.js';

const ISSUES = [
  'audio-latency',
  'digits-not-captured',
  'dropped-call',
  'imperfect-audio',
  'incorrect-caller-id',
  'one-way-audio',
  'post-dial-delay',
  'unsolicited-call',
] as const;

export const feedback = defineEntityType({
  name: 'Feedback',
  group: 'Voice',
  description: "A caller's rating of a call's quality. The key is the call SID.",
  docs: 'https://www.twilio.com/en-us/changelog/voice-feedback-api-eol',
  deprecated: 'Twilio retired Call Feedback on 31 December 2023. Voice Insights CallAnnotation replaces it.',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}/Feedback',
  operations: ['GET', 'CREATE'],
  summary: ['Sid', 'QualityScore', 'Issues', 'DateCreated'],
  fields: {
    Sid: sid('CA', { key: true, references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    QualityScore: integer({ create: 'optional', minimum: 1, maximum: 5, description: 'From 1 (poor) to 5 (perfect).' }),
    Issues: json({ list: true, description: 'The reported issues.' }),
    Issue: oneOf(ISSUES, {
      readable: false,
      create: 'optional',
      repeats: true,
      description: 'The reported issues, one or more.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
  },
});
