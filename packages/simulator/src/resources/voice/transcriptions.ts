import type { Resource } from '../resource.js';

export const transcriptions: Resource = {
  name: 'Transcriptions',
  path: '/2010-04-01/Accounts/{AccountSid}/Transcriptions',
  share: 0.05,
  // Each is of a recording.
  sample(_draft, { other }) {
    const recording = other('Recordings');
    return {
      api_version: '2010-04-01',
      recording_sid: recording?.sid,
      duration: recording?.duration,
      status: 'completed',
      transcription_text: 'Hello, I would like to change my booking.',
      type: 'fast',
      price: -0.05,
      price_unit: 'USD',
    };
  },
};

export const recordingTranscriptions: Resource = {
  name: 'RecordingTranscriptions',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings/{RecordingSid}/Transcriptions',
  table: 'Transcriptions',
  share: 0,
};
