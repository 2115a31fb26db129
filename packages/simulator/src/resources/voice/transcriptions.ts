import type { Declaration } from '../../model/resource.js';
import { madeAfter, rowAt } from '../../seed/seeding.js';

export const transcriptions: Declaration = {
  name: 'Transcriptions',
  path: '/2010-04-01/Accounts/{AccountSid}/Transcriptions',
  share: 0.02,
  sample(_index, world, row) {
    const recording = rowAt(world.table('Recordings'), Number(row.date_created));
    return {
      ...madeAfter(row, recording?.date_updated),
      recording_sid: recording?.sid,
      duration: recording?.duration,
      price: '-0.05000',
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
