import type { Arrangement, Arrangements } from './arrangement.js';
import type { Simulated } from './simulate.js';

/** The newest workspace and the entities that a request in it can name. */
function workspaceOf({ simulator }: Simulated) {
  const last = (resource: string) => simulator.snapshot(resource).at(-1)?.sid ?? '';
  const WorkspaceSid = last('Workspaces');
  const first = (resource: string) =>
    simulator.snapshot(resource).find((row) => row.workspace_sid === WorkspaceSid)?.sid ?? '';
  return { params: { WorkspaceSid }, first };
}

const withForm = (toForm: (first: (resource: string) => string) => Arrangement['form']) => (simulated: Simulated) => {
  const { params, first } = workspaceOf(simulated);
  return { params, form: toForm(first) ?? {} };
};

/** Preparations and forms of the operations of TaskRouter. */
export const TASK_ROUTER_ARRANGEMENTS: Arrangements = {
  'create Workspaces': () => ({ form: { FriendlyName: 'New', Template: 'FIFO', PrioritizeQueueOrder: 'LIFO' } }),
  'update Workspaces': (simulated) => {
    const { params, first } = workspaceOf(simulated);
    return { params: { Sid: params.WorkspaceSid }, form: { DefaultActivitySid: first('Activities') } };
  },
  'create Workers': withForm((first) => ({
    FriendlyName: 'New',
    ActivitySid: first('Activities'),
    Attributes: '{"languages":["en"]}',
  })),
  'update Workers': withForm((first) => ({ ActivitySid: first('Activities'), Attributes: '{"level":2}' })),
  'create TaskQueues': withForm((first) => ({
    FriendlyName: 'New',
    ReservationActivitySid: first('Activities'),
    AssignmentActivitySid: first('Activities'),
    MaxReservedWorkers: '50',
    TaskOrder: 'LIFO',
  })),
  'update TaskQueues': withForm((first) => ({
    ReservationActivitySid: first('Activities'),
    AssignmentActivitySid: first('Activities'),
    MaxReservedWorkers: '2',
    TaskOrder: 'FIFO',
  })),
  'create Workflows': withForm((first) => ({
    FriendlyName: 'New',
    Configuration: JSON.stringify({ task_routing: { default_filter: { queue: first('TaskQueues') } } }),
    TaskReservationTimeout: '60',
  })),
  'update Workflows': withForm(() => ({ FriendlyName: 'Renamed', Configuration: '{}', TaskReservationTimeout: '60' })),
  'create Tasks': withForm((first) => ({
    WorkflowSid: first('Workflows'),
    TaskQueueSid: first('TaskQueues'),
    RoutingTarget: first('Workers'),
    TaskChannel: 'chat',
    Attributes: '{"type":"chat"}',
    Priority: '5',
    Timeout: '60',
    VirtualStartTime: '2024-01-01T00:00:00Z',
  })),
  'update Tasks': withForm(() => ({
    AssignmentStatus: 'canceled',
    Reason: 'Hung up',
    TaskChannel: 'voice',
    Priority: '6',
    VirtualStartTime: '2024-01-01T00:00:00Z',
  })),
};
