import { TwilioProblem } from '../../problem.js';
import type { Resource } from '../resource.js';

export const queues: Resource = {
  name: 'Queues',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues',
  share: 0.02,
  blank: { max_size: 100, current_size: 0, average_wait_time: 0 },
  beforeDelete({ current_size: size }) {
    if (size !== 0) throw new TwilioProblem(409, 22_003, 'A queue cannot be deleted while calls wait in it.');
  },
  // The members of the first wait there.
  sample: (_draft, { index }) => ({
    friendly_name: `Support ${index + 1}`,
    current_size: index === 0 ? 3 : 0,
    average_wait_time: index === 0 ? 40 : 0,
    max_size: 100,
  }),
};
