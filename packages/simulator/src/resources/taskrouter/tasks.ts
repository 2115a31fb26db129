import type { Declaration, Form, SeedWorld, Values, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { parseTime } from '../../twilio/times.js';
import { checkJsonObject, checkRange } from '../check-form.js';
import { isTrue, namedIn, rowsIn } from './in-workspace.js';
import { findChannel } from './task-channels.js';
import { recordEvent } from './task-router-events.js';
import { queueSidIn } from './workflows.js';

const MAX_PRIORITY = 2 ** 31 - 1;
const TWO_WEEKS_S = 1_209_600;

/** The statuses that an update can set, from which statuses, and the event that it causes. */
const STEPS: Readonly<Record<string, { readonly from: readonly string[]; readonly event: string }>> = {
  canceled: { from: ['pending', 'reserved'], event: 'task.canceled' },
  wrapping: { from: ['assigned'], event: 'task.wrapup' },
  completed: { from: ['assigned', 'wrapping'], event: 'task.completed' },
};

/** Where a RoutingTarget can lead, by the prefix of its SID. */
const TARGETS: Readonly<Record<string, string>> = { WK: 'Workers', WQ: 'TaskQueues', WW: 'Workflows' };

export const tasks: Declaration = {
  name: 'Tasks',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Tasks',
  filters: {
    AssignmentStatus: { test: (row, value) => value.split(',').includes(textOf(row, 'assignment_status')) },
    WorkflowName: { property: 'workflow_friendly_name' },
    TaskQueueName: { property: 'task_queue_friendly_name' },
    HasAddons: { test: (row, value) => (textOf(row, 'addons') !== '{}') === (value === 'true') },
    EvaluateTaskAttributes: { by: 'none' },
    Ordering: { by: 'none' },
  },
  defaults: { assignment_status: 'pending', addons: '{}', timeout: 86_400, reason: null },
  isOldestFirst: (query) => query.get('Ordering') !== 'DateCreated:desc',
  atTime: (row, now) => ({ age: Math.max(0, Math.floor((now - Number(row.date_created)) / 1000)) }),
  create(form, world, { params, draft }) {
    check(form, world);
    const route = routeOf(form, world, params.WorkspaceSid);
    const now = world.now();
    const row = { virtual_start_time: now, task_queue_entered_date: now, ...draft(), ...route };
    recordEvent(world, 'task.created', row);
    return row;
  },
  update(row, form, world, changes) {
    check(form, world);
    const status = form.get('AssignmentStatus') ?? '';
    const step = STEPS[status];
    if (status !== '' && status !== row.assignment_status && !step?.from.includes(textOf(row, 'assignment_status'))) {
      const needed = step ? `it is not ${step.from.join(' or ')}` : 'only TaskRouter sets that status';
      throw new TwilioProblem(400, 20_001, `The task ${row.sid} cannot become ${status}, because ${needed}.`);
    }
    const changed = { ...changes, ...(form.has('TaskChannel') && channelOf(form, world, row.workspace_sid)) };
    const event = step && status !== row.assignment_status ? step.event : 'task.updated';
    recordEvent(world, event, { ...row, ...changed, sid: row.sid });
    return changed;
  },
  beforeDelete: (row, world) => recordEvent(world, 'task.deleted', row),
  *seed(_count, world) {
    const workspaces = [...world.table('Workspaces').oldestFirst()];
    for (const index of SEEDED.keys()) for (const { sid } of workspaces) yield seedOf(index, sid, world);
  },
};

function check(form: Form, world: World): void {
  checkRange(form, 'Priority', [0, MAX_PRIORITY]);
  checkRange(form, 'Timeout', [1, TWO_WEEKS_S]);
  checkJsonObject(form, 'Attributes');
  const start = parseTime(form.get('VirtualStartTime') ?? '');
  if (start && (start.ms > world.now() || start.ms < Date.UTC(1900))) {
    throw new TwilioProblem(400, 20_001, 'VirtualStartTime must be after 1900 and not in the future.');
  }
}

/** The workflow, queue, channel and target of a new task. */
function routeOf(form: Form, world: World, workspaceSid: unknown): Values {
  const named = namedIn(world, 'Workflows', { workspaceSid, form, parameter: 'WorkflowSid' });
  const [only, another] = rowsIn(world, 'Workflows', workspaceSid);
  const workflow = named ?? (another ? undefined : only);
  if (!workflow) throw new TwilioProblem(400, 20_001, 'WorkflowSid is required unless there is exactly one workflow.');
  const chosen = namedIn(world, 'TaskQueues', { workspaceSid, form, parameter: 'TaskQueueSid' });
  const queue = chosen ?? world.table('TaskQueues').get(queueSidIn(workflow) ?? '');
  if (!queue) throw new TwilioProblem(400, 20_001, 'The workflow has no default queue.');
  const resource = TARGETS[(form.get('RoutingTarget') ?? '').slice(0, 2)];
  const at = { workspaceSid, form, parameter: 'RoutingTarget' };
  const target = form.get('RoutingTarget') ? namedIn(world, resource ?? 'Workers', at) : undefined;
  const ignores = isTrue(form.get('IgnoreCapacity') ?? String(resource === 'Workers'));
  return {
    workflow_sid: workflow.sid,
    workflow_friendly_name: workflow.friendly_name,
    task_queue_sid: queue.sid,
    task_queue_friendly_name: queue.friendly_name,
    ...channelOf(form, world, workspaceSid),
    routing_target: target?.sid ?? null,
    ignore_capacity: ignores,
  };
}

function channelOf(form: Form, world: World, workspaceSid: unknown): Values {
  const name = form.get('TaskChannel') ?? 'default';
  const channel = findChannel(name, workspaceSid, world);
  if (!channel) throw new TwilioProblem(400, 20_001, `TaskChannel ${name} was not found in the workspace.`);
  return { task_channel_sid: channel.sid, task_channel_unique_name: channel.unique_name };
}

const SEEDED = ['assigned', 'wrapping', 'reserved', 'pending'];
const APART_MS = 1_200_000;

function seedOf(index: number, workspaceSid: string, world: SeedWorld): Row {
  const [workflow] = rowsIn(world, 'Workflows', workspaceSid);
  const queue = workflow && world.table('TaskQueues').get(queueSidIn(workflow) ?? '');
  const channels = rowsIn(world, 'TaskChannels', workspaceSid);
  const channel = channels[index % channels.length];
  const at = world.start - (SEEDED.length - index) * APART_MS;
  return {
    sid: world.random.sid('WT'),
    account_sid: world.accountSid,
    workspace_sid: workspaceSid,
    assignment_status: SEEDED[index],
    attributes: JSON.stringify({ type: channel?.unique_name, customer: `customer-${index + 1}` }),
    addons: '{}',
    priority: index * 10,
    timeout: 86_400,
    workflow_sid: workflow?.sid,
    workflow_friendly_name: workflow?.friendly_name,
    task_queue_sid: queue?.sid,
    task_queue_friendly_name: queue?.friendly_name,
    task_queue_entered_date: at,
    task_channel_sid: channel?.sid,
    task_channel_unique_name: channel?.unique_name,
    ignore_capacity: false,
    virtual_start_time: at,
    date_created: at,
    date_updated: at,
  };
}
