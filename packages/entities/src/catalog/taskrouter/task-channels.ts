import { boolean, defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const taskChannels = defineEntityType({
  name: 'TaskChannels',
  group: 'TaskRouter',
  description:
    'The kinds of tasks in one workspace, such as voice or chat. Each worker has a capacity for each of them.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/task-channel',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/TaskChannels',
  collection: 'channels',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the task channel' },
  summary: ['Sid', 'Name', 'UniqueName', 'DateCreated', 'ChannelOptimizedRouting'],
  fields: {
    Sid: text({ key: true }),
    WorkspaceSid: sid('WS', { references: 'Workspaces' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    UniqueName: text({ create: 'required' }),
    ChannelOptimizedRouting: boolean({
      create: 'optional',
      update: true,
      description: 'Whether the workers who have been idle the longest come first.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
