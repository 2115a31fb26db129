import type { Declaration } from '../../model/resource.js';
import { callsInQueue } from './seeded-calls.js';

export const queues: Declaration = {
  name: 'Queues',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues',
  defaults: { max_size: 100 },
  // Each call that waits is in its own queue.
  sample: (index, world) => ({ current_size: index < callsInQueue(world).length ? 1 : 0, max_size: 100 }),
};
