import { decimal, defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';

export const recordingTranscriptions = defineEntityType({
  name: 'RecordingTranscriptions',
  group: 'Voice',
  description: 'The transcriptions of one recording.',
  docs: 'https://www.twilio.com/docs/voice/api/recording-transcription',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings/{RecordingSid}/Transcriptions',
  collection: 'transcriptions',
  operations: ['LIST', 'GET', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the transcription' },
  summary: ['Sid', 'DateCreated', 'Status', 'Duration', 'TranscriptionText'],
  fields: {
    Sid: sid('TR', { key: true }),
    RecordingSid: sid('RE', { references: 'Recordings' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Duration: integer(),
    Price: decimal(),
    PriceUnit: text(),
    Status: oneOf(['in-progress', 'completed', 'failed']),
    TranscriptionText: text(),
    Type: text(),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
  },
});
