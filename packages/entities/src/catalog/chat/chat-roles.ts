import { defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';

export const chatRoles = defineEntityType({
  name: 'ChatRoles',
  group: 'Chat',
  description: 'The roles of one chat service, each with its permissions.',
  docs: 'https://www.twilio.com/docs/chat/rest/role-resource',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Roles',
  collection: 'roles',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    UPDATE: 'replaces the permissions of all users and members with the role',
    DELETE: 'permanently deletes the role',
  },
  summary: ['Sid', 'Name', 'Type', 'DateCreated', 'Permissions'],
  fields: {
    Sid: sid('RL', { key: true }),
    ServiceSid: sid('IS', { references: 'ChatServices' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required' }),
    Type: oneOf(['channel', 'deployment'], {
      create: 'required',
      description: 'channel for members of a channel, deployment for users.',
    }),
    Permissions: text({ repeats: true, description: 'The permissions, such as sendMessage.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Permission: text({
      readable: false,
      repeats: true,
      create: 'required',
      update: 'required',
      description: 'The complete list of permissions.',
    }),
  },
});
