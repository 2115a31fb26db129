import type { Declaration, Form, World } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { checkRange } from '../check-form.js';
import { copyName, namedIn, rowsIn } from './in-workspace.js';
import { queueSidIn } from './workflows.js';

const DEFAULTS = { target_workers: '1==1', max_reserved_workers: 1, task_order: 'FIFO' };

export const taskQueues: Declaration = {
  name: 'TaskQueues',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/TaskQueues',
  defaults: DEFAULTS,
  filters: {
    WorkerSid: { by: 'none' },
    EvaluateWorkerAttributes: { by: 'none' },
    Ordering: { by: 'none' },
  },
  create(form, world, { params, draft }) {
    const names = check(form, world, params.WorkspaceSid);
    return { ...draft(), ...names };
  },
  update(row, form, world, changes) {
    const names = check(form, world, row.workspace_sid);
    copyName(world, { ...row, ...changes, sid: row.sid }, [['Tasks', 'task_queue_sid', 'task_queue_friendly_name']]);
    return { ...changes, ...names };
  },
  beforeDelete({ sid, workspace_sid: workspace }, world) {
    const isTarget = rowsIn(world, 'Workflows', workspace).some((row) => queueSidIn(row) === sid);
    const hasTasks = rowsIn(world, 'Tasks', workspace).some((row) => row.task_queue_sid === sid);
    if (isTarget || hasTasks) {
      throw new TwilioProblem(409, 20_009, 'The queue cannot be deleted while a workflow or a task uses it.');
    }
  },
  *seed(_count, world) {
    for (const { sid, date_created: at } of world.table('Workspaces').oldestFirst()) {
      const shared = { account_sid: world.accountSid, workspace_sid: sid, date_created: at, date_updated: at };
      yield { sid: world.random.sid('WQ'), ...shared, ...DEFAULTS, friendly_name: 'Everyone' };
      yield { sid: world.random.sid('WQ'), ...shared, ...DEFAULTS, friendly_name: 'Overflow', task_order: 'LIFO' };
    }
  },
};

/** Checks the parameters of a queue, and returns the names of the activities that they choose. */
function check(form: Form, world: World, workspaceSid: unknown): Record<string, unknown> {
  checkRange(form, 'MaxReservedWorkers', [1, 50]);
  return Object.fromEntries(
    ['Reservation', 'Assignment'].flatMap((kind) => {
      const activity = namedIn(world, 'Activities', { workspaceSid, form, parameter: `${kind}ActivitySid` });
      return activity ? [[`${kind.toLowerCase()}_activity_name`, activity.friendly_name]] : [];
    }),
  );
}
