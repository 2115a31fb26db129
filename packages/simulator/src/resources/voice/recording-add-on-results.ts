import type { Declaration } from '../../model/resource.js';

export const recordingAddOnResults: Declaration = {
  name: 'RecordingAddOnResults',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults',
  sample: (_index, { random }) => ({
    add_on_sid: random.sid('XB'),
    add_on_configuration_sid: random.sid('XE'),
    status: 'completed',
  }),
};
