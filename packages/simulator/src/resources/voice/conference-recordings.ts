import type { Declaration } from '../../model/resource.js';
import { changeRecording, findRecording } from './recording-status.js';

export const conferenceRecordings: Declaration = {
  name: 'ConferenceRecordings',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings',
  sharesRowsOf: 'Recordings',
  find: findRecording,
  update: changeRecording,
};
