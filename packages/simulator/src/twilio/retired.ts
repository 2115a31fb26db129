import type { OperationIndex } from './operations.js';

const CALLS = '/2010-04-01/Accounts/{AccountSid}/Calls';
const TIME = { type: 'string', format: 'date-time-rfc-2822', nullable: true };
const ACCOUNT = { type: 'string', pattern: '^AC[0-9a-fA-F]{32}$', nullable: true };
const ISSUES = [
  'audio-latency',
  'digits-not-captured',
  'dropped-call',
  'imperfect-audio',
  'incorrect-caller-id',
  'one-way-audio',
  'post-dial-delay',
  'unsolicited-call',
];

/** What Twilio took out of its OpenAPI in release 1.55.0 and answered before: a call's feedback. Google's page still uses it. */
export const RETIRED: OperationIndex = {
  paths: {
    [`${CALLS}/{Sid}/Feedback`]: {
      get: { status: 200, entity: 'feedback' },
      post: {
        form: {
          QualityScore: { type: 'integer', minimum: 1, maximum: 5 },
          Issue: { type: 'array', items: { type: 'string', enum: ISSUES } },
        },
        status: 200,
        entity: 'feedback',
      },
    },
    [`${CALLS}/FeedbackSummary`]: {
      post: {
        form: {
          StartDate: { type: 'string', format: 'date', required: true },
          EndDate: { type: 'string', format: 'date', required: true },
          IncludeSubaccounts: { type: 'boolean' },
          StatusCallback: { type: 'string', format: 'uri' },
          StatusCallbackMethod: { type: 'string', format: 'http-method', enum: ['GET', 'POST'] },
        },
        status: 201,
        entity: 'feedback_summary',
      },
    },
    [`${CALLS}/FeedbackSummary/{Sid}`]: {
      get: { status: 200, entity: 'feedback_summary' },
      delete: { status: 204 },
    },
  },
  schemas: {
    feedback: {
      account_sid: ACCOUNT,
      date_created: TIME,
      date_updated: TIME,
      issues: { type: 'array', items: { type: 'string', enum: ISSUES }, nullable: true },
      quality_score: { type: 'integer', nullable: true },
      sid: { type: 'string', pattern: '^CA[0-9a-fA-F]{32}$', nullable: true },
    },
    feedback_summary: {
      account_sid: ACCOUNT,
      call_count: { type: 'integer', nullable: true },
      call_feedback_count: { type: 'integer', nullable: true },
      date_created: TIME,
      date_updated: TIME,
      end_date: { type: 'string', format: 'date', nullable: true },
      include_subaccounts: { type: 'boolean', nullable: true },
      issues: { type: 'array', nullable: true },
      quality_score_average: { type: 'number', nullable: true },
      quality_score_median: { type: 'number', nullable: true },
      quality_score_standard_deviation: { type: 'number', nullable: true },
      sid: { type: 'string', pattern: '^FS[0-9a-fA-F]{32}$', nullable: true },
      start_date: { type: 'string', format: 'date', nullable: true },
      status: { type: 'string', enum: ['queued', 'in-progress', 'completed', 'failed'] },
    },
  },
};
