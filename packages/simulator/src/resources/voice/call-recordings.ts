import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { callNow } from './call-life.js';
import { changeRecording, findRecording } from './recording-status.js';

export const callRecordings: Declaration = {
  name: 'CallRecordings',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings',
  sharesRowsOf: 'Recordings',
  find: findRecording,
  create(form, world, { params, draft }) {
    const call = callNow(params.CallSid ?? '', world);
    if (call?.status !== 'in-progress') {
      throw new TwilioProblem(400, 21_220, 'Only a call that is in progress can be recorded.');
    }
    const row = draft();
    return {
      ...row,
      source: 'StartCallRecordingAPI',
      status: 'in-progress',
      start_time: world.now(),
      channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
      track: form.get('RecordingTrack') || 'both',
      price_unit: 'USD',
      media_url: `https://api.twilio.com/2010-04-01/Accounts/${world.accountSid}/Recordings/${row.sid}`,
    };
  },
  update: changeRecording,
};
