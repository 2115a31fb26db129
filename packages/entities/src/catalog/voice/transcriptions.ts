import { decimal, defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';

export const transcriptions = defineEntityType({
  name: 'Transcriptions',
  group: 'Voice',
  description: 'Transcriptions of recordings, requested in TwiML.',
  docs: 'https://www.twilio.com/docs/voice/api/recording-transcription',
  path: '/2010-04-01/Accounts/{AccountSid}/Transcriptions',
  collection: 'transcriptions',
  operations: ['LIST', 'GET', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the transcription' },
  summary: ['Sid', 'DateCreated', 'Status', 'Duration', 'RecordingSid', 'TranscriptionText'],
  fields: {
    Sid: sid('TR', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Duration: integer(),
    Price: decimal(),
    PriceUnit: text(),
    RecordingSid: sid('RE', { references: 'Recordings' }),
    Status: oneOf(['in-progress', 'completed', 'failed']),
    TranscriptionText: text(),
    Type: text(),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
  },
});
