import { defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';

export const conversationRoles = defineEntityType({
  name: 'ConversationRoles',
  group: 'Conversations',
  description: 'Roles of the default conversation service, each with its permissions.',
  docs: 'https://www.twilio.com/docs/conversations/api/role-resource',
  product: 'conversations',
  path: '/v1/Roles',
  collection: 'roles',
  maxPageSize: 50,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    UPDATE: 'replaces the permissions of all users and participants with the role',
    DELETE: 'permanently deletes the role',
  },
  summary: ['Sid', 'Name', 'Type', 'DateCreated', 'Permissions'],
  fields: {
    Sid: sid('RL', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ChatServiceSid: sid('IS', { references: 'ConversationServices', description: 'The conversation service.' }),
    Name: text({ wire: 'FriendlyName', create: 'required' }),
    Type: oneOf(['conversation', 'service'], {
      create: 'required',
      description: 'conversation for participants, service for users.',
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
