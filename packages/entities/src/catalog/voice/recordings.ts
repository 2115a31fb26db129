import { boolean, decimal, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const STATUSES = ['in-progress', 'paused', 'stopped', 'processing', 'completed', 'absent', 'deleted'] as const;
const SOURCES = [
  'DialVerb',
  'Conference',
  'OutboundAPI',
  'Trunking',
  'RecordVerb',
  'StartCallRecordingAPI',
  'StartConferenceRecordingAPI',
] as const;

export const recordings = defineEntityType({
  name: 'Recordings',
  group: 'Voice',
  description: 'Metadata of call and conference recordings. DownloadRecording returns the audio.',
  docs: 'https://www.twilio.com/docs/voice/api/recording',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings',
  collection: 'recordings',
  operations: ['LIST', 'GET', 'DELETE'],
  defaultSortBy: 'DateCreated',
  window: { column: 'DateCreated', precision: 'second', neverNull: true, changesForDays: 3 },
  consequences: { DELETE: 'permanently deletes the recording' },
  summary: ['Sid', 'DateCreated', 'Duration', 'Status', 'ErrorCode', 'CallSid', 'Source'],
  fields: {
    Sid: sid('RE', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallSid: sid('CA', { filter: ['='], references: 'Calls' }),
    ConferenceSid: sid('CF', { filter: ['='], references: 'Conferences' }),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='] }),
    DateUpdated: timestamp(),
    StartTime: timestamp(),
    Duration: integer({ description: 'The length in seconds; null until the recording is complete.' }),
    Status: oneOf(STATUSES),
    Source: oneOf(SOURCES, { description: 'The way in which the recording was started.' }),
    Channels: integer(),
    Price: decimal({ description: 'The amount that Twilio charged, as a negative number; null until known.' }),
    PriceUnit: text({ description: 'The ISO 4217 currency of Price.' }),
    ErrorCode: integer(),
    MediaUrl: text({ description: 'URL of the audio; append .mp3 or .wav.' }),
    EncryptionDetails: json(),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
    IncludeSoftDeleted: boolean({
      readable: false,
      filter: ['='],
      description: 'Parameter only: true also returns recordings deleted within the last 40 days.',
    }),
  },
});
