import type { Resource } from '../resource.js';

const WAITING = 3;

export const members: Resource = {
  name: 'Members',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members',
  instancePath: '/2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members/{CallSid}',
  key: ['queue_sid', 'call_sid'],
  // Whoever waits longest.
  isAlso: (_row, word) => word === 'Front',
  share: 0,
  // Who is sent on waits no longer: the answer is the last that is seen.
  update: (_row, _form, _world, changes) => ({ ...changes, deleted_at: changes.date_updated }),
  *seed(_count, { accountSid, end, table }) {
    const [queue] = table('Queues').oldestFirst();
    const calls = [...table('Calls').oldestFirst()].slice(0, WAITING);
    for (const [index, { sid }] of calls.entries()) {
      const date_enqueued = end - 60_000 * (calls.length - index);
      yield {
        sid,
        account_sid: accountSid,
        call_sid: sid,
        queue_sid: queue?.sid,
        position: index + 1,
        wait_time: 20 * (calls.length - index),
        date_enqueued,
        date_created: date_enqueued,
      };
    }
  },
};
