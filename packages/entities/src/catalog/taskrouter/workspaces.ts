import { boolean, defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const workspaces = defineEntityType({
  name: 'Workspaces',
  group: 'TaskRouter',
  description: 'TaskRouter workspaces. Each has its own workers, tasks, queues and workflows.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/workspace',
  product: 'taskrouter',
  path: '/v1/Workspaces',
  collection: 'workspaces',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the workspace with its workers, tasks, queues and workflows' },
  summary: ['Sid', 'Name', 'DateCreated', 'DefaultActivityName', 'PrioritizeQueueOrder', 'MultiTaskEnabled'],
  fields: {
    Sid: sid('WS', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true, filter: ['='] }),
    DefaultActivitySid: sid('WA', {
      update: true,
      references: 'Activities',
      description: 'The activity of new workers.',
    }),
    DefaultActivityName: text({ description: 'The name of the default activity.' }),
    TimeoutActivitySid: sid('WA', {
      update: true,
      references: 'Activities',
      description: 'The activity of workers who do not answer a reservation in time.',
    }),
    TimeoutActivityName: text({ description: 'The name of the timeout activity.' }),
    EventCallbackUrl: text({ ...setting, description: 'URL that Twilio notifies of events.' }),
    EventsFilter: text({
      ...setting,
      description: 'The events sent to EventCallbackUrl, comma-separated; all if empty.',
    }),
    MultiTaskEnabled: boolean({ ...setting, description: 'Whether a worker can have several tasks at once.' }),
    PrioritizeQueueOrder: oneOf(['FIFO', 'LIFO'], {
      ...setting,
      description: 'The task order that takes precedence if a worker serves queues of both orders.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    Template: text({
      readable: false,
      create: 'optional',
      description: 'NONE (default) creates activities only; FIFO also creates a queue and a workflow.',
    }),
  },
});
