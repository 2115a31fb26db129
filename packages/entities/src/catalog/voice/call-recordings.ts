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
  description: 'The recordings of one call. A CREATE starts recording, an UPDATE pauses, goes on or stops.',
  docs: 'https://www.twilio.com/docs/voice/api/recording',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings',
  collection: 'recordings',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    CREATE: 'records people, which many laws let you do only when they know',
    DELETE: 'deletes the recording for good',
  },
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
      description: "An update to 'paused', 'in-progress' or 'stopped' is for a recording that runs.",
    }),
    Channels: integer(),
    Source: oneOf(SOURCES),
    ErrorCode: integer(),
    Track: text({ description: 'Which side of the call was recorded.' }),
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
