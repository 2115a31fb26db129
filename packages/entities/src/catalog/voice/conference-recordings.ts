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
  description: 'The recordings of one conference; an UPDATE pauses, goes on or stops.',
  docs: 'https://www.twilio.com/docs/voice/api/recording',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings',
  collection: 'recordings',
  operations: ['LIST', 'GET', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the recording for good' },
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
      description: "An update to 'paused', 'in-progress' or 'stopped' is for a recording that runs.",
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
