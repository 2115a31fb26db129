import { decimal, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

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

const onCreate = { readable: false, create: 'optional' } as const;

export const callRecordings = defineEntityType({
  name: 'CallRecordings',
  group: 'Voice',
  description: 'The recordings of one call. CREATE starts a recording; UPDATE pauses, resumes or stops it.',
  docs: 'https://www.twilio.com/docs/voice/api/recording',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings',
  collection: 'recordings',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  window: { column: 'DateCreated', precision: 'day', neverNull: true, changesForDays: 3 },
  consequences: {
    CREATE: 'records people, which often requires their consent by law',
    DELETE: 'permanently deletes the recording',
  },
  summary: ['Sid', 'StartTime', 'Duration', 'Status', 'ErrorCode', 'Source', 'Track'],
  fields: {
    Sid: sid('RE', { key: true }),
    CallSid: sid('CA', { references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ConferenceSid: sid('CF', { references: 'Conferences' }),
    StartTime: timestamp(),
    Duration: integer(),
    Price: decimal(),
    EncryptionDetails: json(),
    PriceUnit: text(),
    Status: oneOf(STATUSES, {
      update: 'required',
      description: "UPDATE to 'paused', 'in-progress' or 'stopped' requires a running recording.",
    }),
    Channels: integer(),
    Source: oneOf(SOURCES),
    ErrorCode: integer(),
    Track: text({ description: 'The recorded side of the call.' }),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
    PauseBehavior: text({ readable: false, update: true }),
    RecordingStatusCallbackEvent: text({ ...onCreate, repeats: true }),
    RecordingStatusCallback: text(onCreate),
    RecordingStatusCallbackMethod: oneOf(METHODS, onCreate),
    Trim: text(onCreate),
    RecordingChannels: text(onCreate),
    RecordingTrack: text(onCreate),
    RecordingConfigurationId: text(onCreate),
  },
});
