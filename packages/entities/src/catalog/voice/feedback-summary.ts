import {
  boolean,
  date,
  defineEntityType,
  double,
  integer,
  json,
  oneOf,
  sid,
  text,
  timestamp,
} from '../../model/index.js';

const STATUSES = ['queued', 'in-progress', 'completed', 'failed'] as const;
const METHODS = ['HEAD', 'GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

export const feedbackSummary = defineEntityType({
  name: 'FeedbackSummary',
  group: 'Voice',
  description: 'Summaries of call feedback over a range of days, produced on request.',
  docs: 'https://www.twilio.com/en-us/changelog/voice-feedback-api-eol',
  deprecated:
    'Twilio retired Call Feedback on 31 December 2023. Voice Insights CallAnnotation replaces it, without summaries.',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/FeedbackSummary',
  operations: ['GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the summary' },
  summary: ['Sid', 'StartDate', 'EndDate', 'Status', 'CallCount', 'CallFeedbackCount', 'QualityScoreAverage'],
  fields: {
    Sid: sid('FS', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    StartDate: date({ create: 'required', description: 'The first day.' }),
    EndDate: date({ create: 'required', description: 'The last day.' }),
    Status: oneOf(STATUSES),
    CallCount: integer({ description: 'The number of calls.' }),
    CallFeedbackCount: integer({ description: 'The number of calls with feedback.' }),
    QualityScoreAverage: double({ description: 'The mean of the scores.' }),
    QualityScoreMedian: double({ description: 'The median of the scores.' }),
    QualityScoreStandardDeviation: double({ description: 'The standard deviation of the scores.' }),
    Issues: json({ list: true, description: 'The number of reports of each issue.' }),
    IncludeSubaccounts: boolean({ create: 'optional', description: 'Whether to include subaccounts.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    StatusCallback: text({ readable: false, create: 'optional' }),
    StatusCallbackMethod: oneOf(METHODS, { readable: false, create: 'optional' }),
  },
});
