import type { Declaration } from '../../model/resource.js';
import { toIso } from '../../twilio/times.js';
import { newestCompletedCalls } from '../voice/seeded-calls.js';

export const callMetrics: Declaration = {
  name: 'CallMetrics',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Metrics',
  parents: { CallSid: { resource: 'Calls' } },
  seed: (_count, world) =>
    newestCompletedCalls(world).map(({ sid, account_sid, start_time: start }) => ({
      sid: world.random.sid('XX'),
      timestamp: toIso(Number(start)),
      call_sid: sid,
      account_sid,
      edge: 'carrier_edge',
      direction: 'both',
      carrier_edge: { metrics: { inbound: { codec: 0, packets_received: 900, packets_lost: 0 } } },
    })),
};
