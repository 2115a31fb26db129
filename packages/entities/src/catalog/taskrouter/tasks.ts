import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const STATUSES = ['pending', 'reserved', 'assigned', 'canceled', 'completed', 'wrapping'] as const;

const setting = { create: 'optional', update: true } as const;
const parameter = { readable: false, filter: ['='] } as const;

export const tasks = defineEntityType({
  name: 'Tasks',
  group: 'TaskRouter',
  description: 'The tasks of one workspace, oldest first.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/task',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Tasks',
  collection: 'tasks',
  // https://www.twilio.com/docs/taskrouter/lifecycle-task-state
  leavesOut: 'tasks that were completed or canceled more than five minutes ago',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    CREATE: 'starts the workflow, which offers the task to workers and may cost money',
    DELETE: 'permanently deletes the task',
  },
  summary: ['Sid', 'AssignmentStatus', 'Priority', 'DateCreated', 'TaskQueueName', 'WorkflowName', 'Age'],
  fields: {
    Sid: sid('WT', { key: true }),
    WorkspaceSid: sid('WS', { references: 'Workspaces' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AssignmentStatus: oneOf(STATUSES, { update: true, filter: ['='], description: 'The current status.' }),
    Reason: text({ update: true, description: 'The reason for which it was canceled or completed.' }),
    Attributes: text(setting),
    Priority: integer({
      ...setting,
      filter: ['='],
      minimum: 0,
      maximum: 2_147_483_647,
      description: 'Tasks with a higher priority are assigned first.',
    }),
    Age: integer({ description: 'Seconds since the creation.' }),
    Timeout: integer({
      create: 'optional',
      minimum: 1,
      maximum: 1_209_600,
      description: 'Seconds until an unassigned task is canceled, up to 1209600. Default: 86400.',
    }),
    WorkflowSid: sid('WW', {
      create: 'optional',
      filter: ['='],
      references: 'Workflows',
      description: 'The workflow that routes it. Required if the workspace has several.',
    }),
    WorkflowName: text({
      source: 'workflow_friendly_name',
      filter: ['='],
      description: 'The name of the workflow.',
    }),
    TaskQueueSid: sid('WQ', {
      create: 'optional',
      filter: ['='],
      references: 'TaskQueues',
      description: 'The queue in which it waits.',
    }),
    TaskQueueName: text({
      source: 'task_queue_friendly_name',
      filter: ['='],
      description: 'The name of the queue.',
    }),
    TaskQueueEnteredDate: timestamp({ description: 'The time at which it entered the queue.' }),
    TaskChannelSid: sid('TC', { references: 'TaskChannels', description: 'The task channel.' }),
    TaskChannelUniqueName: text({ description: 'The unique name of the task channel.' }),
    RoutingTarget: text({
      create: 'optional',
      filter: ['='],
      description: 'The worker, queue or workflow to which it is routed directly.',
    }),
    IgnoreCapacity: boolean({
      create: 'optional',
      description: "Whether it is routed to a worker in RoutingTarget regardless of the worker's capacity.",
    }),
    VirtualStartTime: timestamp({
      ...setting,
      description: 'The time by which it is ordered, instead of DateCreated.',
    }),
    Addons: text({ description: 'Data of add-ons, as JSON text.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    TaskChannel: text({
      ...setting,
      readable: false,
      description: 'The task channel, by its unique name or SID. Default: default.',
    }),
    EvaluateTaskAttributes: text({
      ...parameter,
      description: "Parameter only: a condition on the tasks' attributes, in TaskRouter's own syntax.",
    }),
    HasAddons: boolean({ ...parameter, description: 'Parameter only: whether the tasks have data of add-ons.' }),
    Ordering: text({ ...parameter, description: 'Parameter only: the sort order, such as Priority:desc.' }),
  },
});
