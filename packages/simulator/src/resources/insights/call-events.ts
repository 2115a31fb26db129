import type { Declaration } from '../../model/resource.js';

const NAMES = ['initiated', 'ringing', 'completed'];

export const callEvents: Declaration = {
  name: 'CallEvents',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Events',
  parents: { CallSid: { resource: 'Calls' } },
  sample: (index) => ({
    timestamp: '2024-06-29T12:00:00Z',
    edge: 'carrier_edge',
    group: 'call',
    level: 'INFO',
    name: NAMES[index % NAMES.length],
    carrier_edge: { metadata: { region: 'us1' } },
  }),
};
