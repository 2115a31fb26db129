import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, rowsOf, simulate, type Simulated } from './simulate.js';

let simulated: Simulated;
let workspace: string;
beforeEach(async () => {
  simulated = simulate();
  const { body } = await ask('POST', '/v1/Workspaces', { FriendlyName: 'Help', Template: 'FIFO' });
  workspace = `/v1/Workspaces/${String(body.sid)}`;
});

const ask = (method: string, path: string, form?: Readonly<Record<string, string>>) =>
  simulated.ask(method, 'taskrouter', path, form);
const post = (path: string, form: Readonly<Record<string, string>> = {}) => ask('POST', workspace + path, form);
const get = (path: string) => ask('GET', workspace + path);
const names = (answer: Answer, collection: string) => rowsOf(answer, collection).map((row) => row.friendly_name);
const refusal = { status: 400, body: { code: 20_001 } };

describe('a new workspace', () => {
  test('a new workspace has activities, task channels and, from the template FIFO, a queue and a workflow', async () => {
    expect(names(await get('/Activities'), 'activities')).toEqual(['Available', 'Unavailable', 'Offline']);
    expect(names(await get('/Activities?Available=yes'), 'activities')).toEqual(['Available']);
    expect(rowsOf(await get('/TaskChannels'), 'channels')).toHaveLength(5);
    const [queue] = rowsOf(await get('/TaskQueues'), 'task_queues');
    const [workflow] = rowsOf(await get('/Workflows'), 'workflows');
    expect(workflow?.configuration).toContain(queue?.sid);
    expect((await get('')).body).toMatchObject({ default_activity_name: 'Offline', multi_task_enabled: true });
  });

  test('without a template, a new workspace has no queue, so tasks cannot be routed', async () => {
    const { body } = await ask('POST', '/v1/Workspaces', { FriendlyName: 'Bare' });
    workspace = `/v1/Workspaces/${String(body.sid)}`;
    expect(rowsOf(await get('/TaskQueues'), 'task_queues')).toEqual([]);
    expect(await post('/Tasks')).toMatchObject(refusal);
  });

  test('multitasking cannot be disabled', async () => {
    expect(await post('', { MultiTaskEnabled: 'false' })).toMatchObject(refusal);
  });
});

describe('workers', () => {
  test("a new worker is in the workspace's default activity and follows a change of activity", async () => {
    const { body } = await post('/Workers', { FriendlyName: 'Ada' });
    expect(body).toMatchObject({ activity_name: 'Offline', available: false, attributes: '{}' });
    const [available] = rowsOf(await get('/Activities?FriendlyName=Available'), 'activities');
    simulated.simulator.advance(60_000);
    const worker = `/Workers/${String(body.sid)}`;
    const moved = (await post(worker, { ActivitySid: String(available?.sid) })).body;
    expect(moved).toMatchObject({ activity_name: 'Available', available: true });
    expect(moved.date_status_changed).not.toBe(body.date_status_changed);
    expect(names(await get('/Workers?Available=true'), 'workers')).toEqual(['Ada']);
    await post(`/Activities/${String(available?.sid)}`, { FriendlyName: 'Ready' });
    expect((await get(worker)).body.activity_name).toBe('Ready');
    expect(await ask('DELETE', `${workspace}/Activities/${String(available?.sid)}`)).toMatchObject({ status: 409 });
    const events = rowsOf(await get(`/Events?WorkerSid=${String(body.sid)}`), 'events');
    expect(events.map((event) => event.event_type)).toEqual(['worker.activity.update', 'worker.created']);
  });

  test.each([
    [
      'an activity of another workspace',
      () => ({ ActivitySid: simulated.simulator.snapshot('Activities')[0]?.sid ?? '' }),
    ],
    ['attributes that are not a JSON object', () => ({ Attributes: '[1]' })],
    ['a name that another worker has, in other letters', () => ({ FriendlyName: 'ADA' })],
  ])('a worker with %s is refused', async (_, toForm) => {
    await post('/Workers', { FriendlyName: 'Ada' });
    expect(await post('/Workers', { FriendlyName: 'Grace', ...toForm() })).toMatchObject(refusal);
  });
});

describe('tasks', () => {
  test('a task waits in the queue of the only workflow, ages, and is canceled with a reason', async () => {
    const { body } = await post('/Tasks', { Attributes: '{"type":"call"}', TaskChannel: 'voice', Priority: '3' });
    const shown = { assignment_status: 'pending', task_queue_friendly_name: 'Sample Queue', age: 0, timeout: 86_400 };
    expect(body).toMatchObject({ ...shown, task_channel_unique_name: 'voice', priority: 3 });
    simulated.simulator.advance(90_000);
    const task = `/Tasks/${String(body.sid)}`;
    expect((await get(task)).body.age).toBe(90);
    expect(await post(task, { AssignmentStatus: 'completed' })).toMatchObject(refusal);
    expect(await post(task, { AssignmentStatus: 'assigned' })).toMatchObject(refusal);
    const canceled = await post(task, { AssignmentStatus: 'canceled', Reason: 'Hung up' });
    expect(canceled.body).toMatchObject({ assignment_status: 'canceled', reason: 'Hung up' });
    expect(await post(task, { AssignmentStatus: 'canceled' })).toMatchObject({ status: 200 });
    expect(rowsOf(await get('/Tasks?AssignmentStatus=pending'), 'tasks')).toEqual([]);
    expect(rowsOf(await get('/Tasks?AssignmentStatus=pending,canceled'), 'tasks')).toHaveLength(1);
    const events = rowsOf(await get(`/Events?TaskSid=${String(body.sid)}`), 'events');
    expect(events.map((event) => event.event_type)).toContain('task.canceled');
  });

  test('an assigned task can be wrapped up and completed', async () => {
    const assigned = simulated.simulator.snapshot('Tasks').find((row) => row.assignment_status === 'assigned');
    workspace = `/v1/Workspaces/${String(assigned?.workspace_sid)}`;
    const task = `/Tasks/${assigned?.sid}`;
    expect(await post(task, { AssignmentStatus: 'canceled' })).toMatchObject(refusal);
    expect((await post(task, { AssignmentStatus: 'wrapping' })).body.assignment_status).toBe('wrapping');
    expect((await post(task, { AssignmentStatus: 'completed' })).body.assignment_status).toBe('completed');
  });

  test('tasks are listed oldest first, or newest first on request', async () => {
    await post('/Tasks', { Priority: '1' });
    simulated.simulator.advance(1000);
    await post('/Tasks', { Priority: '2' });
    const priorities = async (query: string) =>
      rowsOf(await get(`/Tasks${query}`), 'tasks').map(({ priority }) => priority);
    expect(await priorities('')).toEqual([1, 2]);
    expect(await priorities('?Ordering=DateCreated:desc')).toEqual([2, 1]);
    expect(await priorities('?Priority=2&WorkflowName=Default+Fifo+Workflow&HasAddons=false')).toEqual([2]);
    expect(await priorities('?TaskQueueName=Other')).toEqual([]);
  });

  test.each([
    ['a task channel that does not exist', { TaskChannel: 'telepathy' }],
    ['a queue that does not exist', { TaskQueueSid: `WQ${'1'.repeat(32)}` }],
    ['a routing target that does not exist', { RoutingTarget: `WK${'1'.repeat(32)}` }],
    ['a priority below zero', { Priority: '-1' }],
    ['a timeout of more than two weeks', { Timeout: '1209601' }],
    ['attributes that are not JSON', { Attributes: 'type=call' }],
    ['a virtual start time in the future', { VirtualStartTime: '2030-01-01T00:00:00Z' }],
  ])('a task with %s is refused', async (_, form) => {
    expect(await post('/Tasks', form)).toMatchObject(refusal);
  });

  test('a second workflow makes WorkflowSid required, and a queue in use cannot be deleted', async () => {
    const [queue] = rowsOf(await get('/TaskQueues'), 'task_queues');
    const configuration = JSON.stringify({ task_routing: { default_filter: { queue: queue?.sid } } });
    const { body } = await post('/Workflows', { FriendlyName: 'Second', Configuration: configuration });
    expect(await post('/Tasks')).toMatchObject(refusal);
    const task = await post('/Tasks', { WorkflowSid: String(body.sid) });
    expect(task.body).toMatchObject({ workflow_friendly_name: 'Second', task_queue_sid: queue?.sid });
    expect(await ask('DELETE', `${workspace}/TaskQueues/${String(queue?.sid)}`)).toMatchObject({ status: 409 });
    const other = JSON.stringify({ task_routing: { default_filter: { queue: `WQ${'1'.repeat(32)}` } } });
    expect(await post('/Workflows', { FriendlyName: 'Third', Configuration: other })).toMatchObject(refusal);
    expect(await post(`/Workflows/${String(body.sid)}`, { Configuration: '' })).toMatchObject({ status: 200 });
    const noObject = await post('/Workflows', { FriendlyName: 'Third', Configuration: '{"task_routing":1}' });
    expect(noObject).toMatchObject({
      status: 400,
      body: { code: 20_001, message: expect.stringContaining('must be an object') },
    });
  });
});

test('a task channel is found by its unique name, which is used once', async () => {
  const { body } = await post('/TaskChannels', { FriendlyName: 'Fax', UniqueName: 'fax' });
  expect((await get('/TaskChannels/fax')).body.sid).toBe(body.sid);
  expect(await post('/TaskChannels', { FriendlyName: 'Fax', UniqueName: 'fax' })).toMatchObject(refusal);
});
