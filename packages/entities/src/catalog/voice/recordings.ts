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
  description: 'Recordings of calls and conferences: their data, not their sound.',
  docs: 'https://www.twilio.com/docs/voice/api/recording',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings',
  collection: 'recordings',
  operations: ['LIST', 'GET', 'DELETE'],
  defaultSortBy: 'DateCreated',
  consequences: { DELETE: 'deletes the recording for good' },
  fields: {
    Sid: sid('RE', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallSid: sid('CA', { filter: ['='], references: 'Calls' }),
    ConferenceSid: sid('CF', { filter: ['='], references: 'Conferences' }),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='] }),
    DateUpdated: timestamp(),
    StartTime: timestamp(),
    Duration: integer({ description: 'Length in seconds; null until the recording is complete.' }),
    Status: oneOf(STATUSES),
    Source: oneOf(SOURCES, { description: 'How the recording was started.' }),
    Channels: integer(),
    Price: decimal({ description: 'What Twilio charged, negative; null until it is known.' }),
    PriceUnit: text({ description: 'The currency of Price, in ISO 4217.' }),
    ErrorCode: integer(),
    MediaUrl: text({ description: 'Where the sound is; add .mp3 or .wav.' }),
    EncryptionDetails: json(),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
    IncludeSoftDeleted: boolean({
      readable: false,
      filter: ['='],
      description: 'A filter only: true shows recordings that were deleted within the last 40 days as well.',
    }),
  },
});
