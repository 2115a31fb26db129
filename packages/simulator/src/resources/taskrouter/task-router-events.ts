import type { Declaration, SeedWorld, Values, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';

const dataIs = (property: string) => ({
  test: (row: Row, value: string) => (row.event_data as Values)[property] === value,
});

export const taskRouterEvents: Declaration = {
  name: 'TaskRouterEvents',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Events',
  filters: {
    StartDate: { property: 'event_date', by: 'time', sign: '>' },
    EndDate: { property: 'event_date', by: 'time', sign: '<' },
    Minutes: { by: 'none' },
    TaskSid: dataIs('task_sid'),
    WorkerSid: dataIs('worker_sid'),
    TaskQueueSid: dataIs('task_queue_sid'),
    WorkflowSid: dataIs('workflow_sid'),
    TaskChannel: dataIs('task_channel_unique_name'),
    ReservationSid: dataIs('reservation_sid'),
  },
  *seed(_count, world) {
    const [workers, tasks] = [[...world.table('Workers').oldestFirst()], [...world.table('Tasks').oldestFirst()]];
    const events = [
      ...workers.map((row) => toEvent(world, 'worker.created', row, Number(row.date_created))),
      ...workers.map((row) => toEvent(world, 'worker.activity.update', row, Number(row.date_status_changed))),
      ...tasks.map((row) => toEvent(world, 'task.created', row, Number(row.date_created))),
    ];
    events.sort((one, other) => one.event_date_ms - other.event_date_ms);
    for (const event of events) yield { sid: world.random.sid('EV'), ...event };
  },
};

/** Records what happened to a task or a worker. */
export function recordEvent(world: World, type: string, resource: Row): void {
  world.table('TaskRouterEvents').put({ sid: world.sid('EV'), ...toEvent(world, type, resource, world.now()) });
}

function toEvent({ accountSid }: Pick<SeedWorld, 'accountSid'>, type: string, resource: Row, at: number) {
  const [kind = ''] = type.split('.');
  const workspace = textOf(resource, 'workspace_sid');
  const url = `https://taskrouter.twilio.com/v1/Workspaces/${workspace}`;
  const segment = kind === 'task' ? 'Tasks' : 'Workers';
  return {
    account_sid: accountSid,
    workspace_sid: workspace,
    actor_sid: workspace,
    actor_type: 'workspace',
    actor_url: url,
    description: `${kind === 'task' ? 'Task' : 'Worker'} ${resource.sid}: ${type}`,
    event_data: { workspace_sid: workspace, ...(kind === 'task' ? taskData(resource) : workerData(resource)) },
    event_date: at,
    event_date_ms: at,
    event_type: type,
    resource_sid: resource.sid,
    resource_type: kind,
    resource_url: `${url}/${segment}/${resource.sid}`,
    source: 'twilio',
    source_ip_address: null,
  };
}

function taskData(task: Row): Values {
  return {
    task_sid: task.sid,
    task_attributes: task.attributes,
    task_priority: textOf(task, 'priority'),
    task_assignment_status: task.assignment_status,
    task_queue_sid: task.task_queue_sid,
    task_queue_name: task.task_queue_friendly_name,
    task_channel_sid: task.task_channel_sid,
    task_channel_unique_name: task.task_channel_unique_name,
    workflow_sid: task.workflow_sid,
    workflow_name: task.workflow_friendly_name,
  };
}

function workerData(worker: Row): Values {
  return {
    worker_sid: worker.sid,
    worker_name: worker.friendly_name,
    worker_attributes: worker.attributes,
    worker_activity_sid: worker.activity_sid,
    worker_activity_name: worker.activity_name,
  };
}
