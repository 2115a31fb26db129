import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';

export const transcriptions: Declaration = {
  name: 'Transcriptions',
  path: '/2010-04-01/Accounts/{AccountSid}/Transcriptions',
  share: 0.02,
  sample(index, world) {
    const recording = newestRows(world.table('Recordings'), index + 1).at(-1);
    return {
      recording_sid: recording?.sid,
      duration: recording?.duration,
      price: -0.05,
      status: 'completed',
      transcription_text: 'Please call me back.',
      type: 'fast',
    };
  },
};

export const recordingTranscriptions: Declaration = {
  name: 'RecordingTranscriptions',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings/{RecordingSid}/Transcriptions',
  sharesRowsOf: 'Transcriptions',
};
