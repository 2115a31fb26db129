import type { Declaration } from '../../model/resource.js';

export const queues: Declaration = {
  name: 'Queues',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues',
  defaults: { max_size: 100 },
  // Each has one member from the start.
  sample: () => ({ current_size: 1, max_size: 100 }),
};
