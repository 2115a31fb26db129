import { defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;
const parameter = { readable: false, filter: ['='] } as const;

export const taskQueues = defineEntityType({
  name: 'TaskQueues',
  group: 'TaskRouter',
  description: 'The queues of one workspace in which tasks wait for workers.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/task-queue',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/TaskQueues',
  collection: 'task_queues',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the queue' },
  summary: ['Sid', 'Name', 'TargetWorkers', 'TaskOrder', 'DateCreated', 'MaxReservedWorkers'],
  fields: {
    Sid: sid('WQ', { key: true }),
    WorkspaceSid: sid('WS', { references: 'Workspaces' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true, filter: ['='] }),
    TargetWorkers: text({
      ...setting,
      description: 'The condition on the attributes of its workers; 1==1 selects all workers.',
    }),
    MaxReservedWorkers: integer({
      ...setting,
      minimum: 1,
      maximum: 50,
      description: 'The number of workers to whom a task is offered at once, 1 to 50.',
    }),
    TaskOrder: oneOf(['FIFO', 'LIFO'], { ...setting, description: 'FIFO (oldest task first) or LIFO.' }),
    ReservationActivitySid: sid('WA', {
      ...setting,
      references: 'Activities',
      description: 'The activity of workers to whom a task is offered.',
    }),
    ReservationActivityName: text({ description: 'The name of that activity.' }),
    AssignmentActivitySid: sid('WA', {
      ...setting,
      references: 'Activities',
      description: 'The activity of workers who have a task.',
    }),
    AssignmentActivityName: text({ description: 'The name of that activity.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    WorkerSid: sid('WK', {
      ...parameter,
      references: 'Workers',
      description: 'Parameter only: a worker whom the queues serve.',
    }),
    EvaluateWorkerAttributes: text({
      ...parameter,
      description: 'Parameter only: the attributes of workers whom the queues serve, as JSON.',
    }),
    Ordering: text({ ...parameter, description: 'Parameter only: the sort order, such as DateUpdated:desc.' }),
  },
});
