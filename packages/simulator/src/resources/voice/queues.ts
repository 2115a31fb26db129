import type { Declaration } from '../../model/resource.js';

export const queues: Declaration = {
  name: 'Queues',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues',
  defaults: { max_size: 100 },
  // The seed has one member per queue.
  sample: () => ({ current_size: 1, max_size: 100 }),
};
