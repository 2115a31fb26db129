import { boolean, defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

const parameter = { readable: false, filter: ['='] } as const;

export const workers = defineEntityType({
  name: 'Workers',
  group: 'TaskRouter',
  description: 'The workers of one workspace who receive tasks.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/worker',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Workers',
  collection: 'workers',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the worker' },
  summary: ['Sid', 'Name', 'ActivityName', 'Available', 'DateStatusChanged'],
  fields: {
    Sid: sid('WK', { key: true }),
    WorkspaceSid: sid('WS', { references: 'Workspaces' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({
      wire: 'FriendlyName',
      create: 'required',
      update: true,
      filter: ['='],
      description: 'A human-readable name, unique in the workspace.',
    }),
    ActivitySid: sid('WA', {
      create: 'optional',
      update: true,
      filter: ['='],
      references: 'Activities',
      description: "The current activity. Default: the workspace's default activity.",
    }),
    ActivityName: text({ filter: ['='], description: 'The name of the current activity.' }),
    Available: boolean({ filter: ['='], description: 'Whether the worker receives tasks.' }),
    Attributes: text({ create: 'optional', update: true }),
    DateStatusChanged: timestamp({ description: 'The time of the last change of activity.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    RejectPendingReservations: boolean({
      readable: false,
      update: true,
      description: 'Whether to reject pending reservations if the new activity is not available.',
    }),
    TaskQueueSid: sid('WQ', {
      ...parameter,
      references: 'TaskQueues',
      description: 'Parameter only: a queue that the workers serve.',
    }),
    TaskQueueName: text({ ...parameter, description: 'Parameter only: the name of a queue that the workers serve.' }),
    TargetWorkersExpression: text({
      ...parameter,
      description: "Parameter only: a condition on the workers' attributes, in TaskRouter's own syntax.",
    }),
    Ordering: text({ ...parameter, description: 'Parameter only: the sort order, such as DateStatusChanged:desc.' }),
  },
});
