import type { Resource } from '../resource.js';

export const recordingAddOnResults: Resource = {
  name: 'RecordingAddOnResults',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults',
  share: 0.02,
  sample: ({ date_created: made }, { random }) => ({
    status: 'completed',
    date_completed: made,
    add_on_sid: random.sid('XB'),
    add_on_configuration_sid: random.sid('XE'),
  }),
};
