import type { Declaration } from '../../model/resource.js';

export const callMetrics: Declaration = {
  name: 'CallMetrics',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Metrics',
  parents: { CallSid: { resource: 'Calls' } },
  sample: (_index, _world, { call_sid: sid }) => ({
    timestamp: '2024-06-29T12:00:00Z',
    call_sid: sid,
    edge: 'carrier_edge',
    direction: 'both',
    carrier_edge: { metrics: { inbound: { codec: 0, packets_received: 900, packets_lost: 0 } } },
  }),
};
