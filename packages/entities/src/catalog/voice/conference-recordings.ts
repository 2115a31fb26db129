import { decimal, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const STATUSES = ['in-progress', 'paused', 'stopped', 'processing', 'completed', 'absent'] as const;
const SOURCES = [
  'DialVerb',
  'Conference',
  'OutboundAPI',
  'Trunking',
  'RecordVerb',
  'StartCallRecordingAPI',
  'StartConferenceRecordingAPI',
] as const;

export const conferenceRecordings = defineEntityType({
  name: 'ConferenceRecordings',
  group: 'Voice',
  description: 'The recordings of one conference. UPDATE pauses, resumes or stops a recording.',
  docs: 'https://www.twilio.com/docs/voice/api/recording',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings',
  collection: 'recordings',
  operations: ['LIST', 'GET', 'UPDATE', 'DELETE'],
  window: { column: 'DateCreated', precision: 'day', neverNull: true, changesForDays: 3 },
  consequences: { DELETE: 'permanently deletes the recording' },
  summary: ['Sid', 'StartTime', 'Duration', 'Status', 'ErrorCode', 'CallSid', 'Source'],
  fields: {
    Sid: sid('RE', { key: true }),
    ConferenceSid: sid('CF', { references: 'Conferences' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallSid: sid('CA', { references: 'Calls' }),
    StartTime: timestamp(),
    Duration: integer(),
    Price: decimal(),
    PriceUnit: text(),
    Status: oneOf(STATUSES, {
      update: 'required',
      description: "UPDATE to 'paused', 'in-progress' or 'stopped' requires a running recording.",
    }),
    Channels: integer(),
    Source: oneOf(SOURCES),
    ErrorCode: integer(),
    EncryptionDetails: json(),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
    PauseBehavior: text({ readable: false, update: true }),
  },
});
