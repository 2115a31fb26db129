import { boolean, defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const conversationUsers = defineEntityType({
  name: 'ConversationUsers',
  group: 'Conversations',
  description: 'The users of the default conversation service.',
  docs: 'https://www.twilio.com/docs/conversations/api/user-resource',
  product: 'conversations',
  path: '/v1/Users',
  collection: 'users',
  maxPageSize: 50,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the user and removes the user from all conversations' },
  fields: {
    Sid: text({ key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ChatServiceSid: sid('IS', { references: 'ConversationServices', description: 'The conversation service.' }),
    RoleSid: sid('RL', { ...setting, references: 'ConversationRoles' }),
    Identity: text({ create: 'required', description: "The user's identity in your application." }),
    Name: text({ ...setting, wire: 'FriendlyName' }),
    Attributes: text(setting),
    IsOnline: boolean({ description: 'Whether the user is online; null if reachability is disabled.' }),
    IsNotifiable: boolean({
      description: 'Whether the user can receive notifications; null if reachability is disabled.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
