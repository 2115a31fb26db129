import { boolean, date, defineEntityType, double, integer, json, oneOf, sid, text, timestamp } from '../model/index.js';

const STATUSES = ['queued', 'in-progress', 'completed', 'failed'] as const;
const METHODS = ['HEAD', 'GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

export const feedbackSummary = defineEntityType({
  name: 'FeedbackSummary',
  description: 'Call feedback of a range of days, summed up by Twilio on request.',
  docs: 'https://www.twilio.com/en-us/changelog/voice-feedback-api-eol',
  deprecated:
    'Twilio ended Call Feedback on 31 December 2023; Voice Insights CallAnnotation replaces it, without summaries.',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/FeedbackSummary',
  operations: ['GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'deletes the summary for good' },
  fields: {
    Sid: sid('FS', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    StartDate: date({ create: 'required' }),
    EndDate: date({ create: 'required' }),
    Status: oneOf(STATUSES),
    CallCount: integer(),
    CallFeedbackCount: integer(),
    QualityScoreAverage: double(),
    QualityScoreMedian: double(),
    QualityScoreStandardDeviation: double(),
    Issues: json({ list: true }),
    IncludeSubaccounts: boolean({ create: 'optional' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    StatusCallback: text({ readable: false, create: 'optional' }),
    StatusCallbackMethod: oneOf(METHODS, { readable: false, create: 'optional' }),
  },
});
