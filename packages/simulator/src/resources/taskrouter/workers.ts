import type { Declaration, Form, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS } from '../../twilio/times.js';
import { checkJsonObject } from '../check-form.js';
import { isTrue, namedIn, rowsIn } from './in-workspace.js';
import { recordEvent } from './task-router-events.js';

const SEEDED = [
  ['ada', 'Available'],
  ['grace', 'Available'],
  ['linus', 'Offline'],
] as const;

export const workers: Declaration = {
  name: 'Workers',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Workers',
  filters: {
    Available: { test: (row, value) => row.available === isTrue(value) },
    TargetWorkersExpression: { by: 'none' },
    TaskQueueName: { by: 'none' },
    TaskQueueSid: { by: 'none' },
    Ordering: { by: 'none' },
  },
  create(form, world, { params, draft }) {
    check(form, world, { workspaceSid: params.WorkspaceSid });
    const at = { workspaceSid: params.WorkspaceSid, form, parameter: 'ActivitySid' };
    const workspace = world.table('Workspaces').get(params.WorkspaceSid ?? '');
    const initial = world.table('Activities').get(textOf(workspace, 'default_activity_sid'));
    const row = { ...draft(), ...inActivity(namedIn(world, 'Activities', at) ?? initial, world.now()) };
    recordEvent(world, 'worker.created', row);
    return row;
  },
  update(row, form, world, changes) {
    check(form, world, { workspaceSid: row.workspace_sid, sid: row.sid });
    const at = { workspaceSid: row.workspace_sid, form, parameter: 'ActivitySid' };
    const activity = namedIn(world, 'Activities', at);
    if (!activity || activity.sid === row.activity_sid) return changes;
    const moved = { ...changes, ...inActivity(activity, world.now()) };
    recordEvent(world, 'worker.activity.update', { ...row, ...moved, sid: row.sid });
    return moved;
  },
  beforeDelete: (row, world) => recordEvent(world, 'worker.deleted', row),
  *seed(_count, world) {
    for (const { sid, date_created: at } of world.table('Workspaces').oldestFirst()) {
      const activities = rowsIn(world, 'Activities', sid);
      for (const [name, activity] of SEEDED) {
        yield {
          sid: world.random.sid('WK'),
          account_sid: world.accountSid,
          workspace_sid: sid,
          friendly_name: name,
          attributes: JSON.stringify({ languages: ['en'], email: `${name}@example.com` }),
          ...inActivity(
            activities.find((row) => row.friendly_name === activity),
            world.start - DAY_MS,
          ),
          date_created: at,
          date_updated: world.start - DAY_MS,
        };
      }
    }
  },
};

/** The properties of a worker that enters an activity. */
function inActivity(activity: Row | undefined, at: number) {
  return {
    activity_sid: activity?.sid,
    activity_name: activity?.friendly_name,
    available: activity?.available,
    date_status_changed: at,
  };
}

/** Names of workers are unique in a workspace and ignore case. */
function check(form: Form, world: World, at: { readonly workspaceSid: unknown; readonly sid?: string }): void {
  checkJsonObject(form, 'Attributes');
  const name = form.get('FriendlyName')?.toLowerCase();
  const isTaken = rowsIn(world, 'Workers', at.workspaceSid).some(
    (row) => row.sid !== at.sid && textOf(row, 'friendly_name').toLowerCase() === name,
  );
  if (isTaken) throw new TwilioProblem(400, 20_001, 'A worker with that FriendlyName exists already.');
}
