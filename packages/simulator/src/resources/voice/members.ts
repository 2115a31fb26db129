import type { Declaration } from '../../model/resource.js';
import { callsInQueue } from './seeded-calls.js';

export const members: Declaration = {
  name: 'Members',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members',
  key: ['queue_sid', 'call_sid'],
  // `Front` is the member that has waited longest.
  find({ QueueSid: queue = '', CallSid: call = '' }, world) {
    const table = world.table('Members');
    if (call !== 'Front') return table.get(`${queue}/${call}`);
    for (const row of table.oldestFirst()) if (row.queue_sid === queue && row.deleted_at === undefined) return row;
    return undefined;
  },
  // An update redirects the member, which takes it out of the queue.
  update(row, _form, world) {
    const queues = world.table('Queues');
    const size = Number(queues.get(String(row.queue_sid))?.current_size ?? 0);
    queues.update(String(row.queue_sid), { current_size: Math.max(0, size - 1) });
    return { deleted_at: world.now() };
  },
  *seed(_count, world) {
    const queues = [...world.table('Queues').oldestFirst()];
    for (const [index, call] of callsInQueue(world).entries()) {
      const enqueued = Number(call.start_time);
      yield {
        sid: call.sid,
        queue_sid: queues[index]?.sid,
        call_sid: call.sid,
        position: 1,
        date_enqueued: enqueued,
        wait_time: Math.round((world.start - enqueued) / 1000),
      };
    }
  },
};
