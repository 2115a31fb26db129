import { boolean, defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const activities = defineEntityType({
  name: 'Activities',
  group: 'TaskRouter',
  description: 'The activities that workers of one workspace can be in, such as Available or Offline.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/activity',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Activities',
  collection: 'activities',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the activity' },
  summary: ['Sid', 'Name', 'Available', 'DateCreated'],
  fields: {
    Sid: sid('WA', { key: true }),
    WorkspaceSid: sid('WS', { references: 'Workspaces' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true, filter: ['='] }),
    Available: boolean({
      create: 'optional',
      filter: ['='],
      description: 'Whether workers in this activity receive tasks. It cannot be changed.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
