import type { Declaration } from '../../model/resource.js';
import { toIso } from '../../twilio/times.js';
import { newestCompletedCalls } from '../voice/seeded-calls.js';

export const callEvents: Declaration = {
  name: 'CallEvents',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Events',
  parents: { CallSid: { resource: 'Calls' } },
  *seed(_count, world) {
    for (const call of newestCompletedCalls(world)) {
      const events = [
        ['initiated', call.date_created],
        ['answered', call.start_time],
        ['completed', call.end_time],
      ] as const;
      for (const [name, time] of events) {
        yield {
          sid: world.random.sid('XX'),
          call_sid: call.sid,
          account_sid: call.account_sid,
          timestamp: toIso(Number(time)),
          edge: 'carrier_edge',
          group: 'call',
          level: 'INFO',
          name,
          carrier_edge: { metadata: { region: 'us1' } },
        };
      }
    }
  },
};
