import { boolean, defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const chatUsers = defineEntityType({
  name: 'ChatUsers',
  group: 'Chat',
  description: 'The users of one chat service.',
  docs: 'https://www.twilio.com/docs/chat/rest/user-resource',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Users',
  collection: 'users',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the user' },
  fields: {
    Sid: text({ key: true }),
    ServiceSid: sid('IS', { references: 'ChatServices' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Attributes: text(setting),
    Name: text({ ...setting, wire: 'FriendlyName' }),
    RoleSid: sid('RL', { ...setting, references: 'ChatRoles' }),
    Identity: text({ create: 'required', description: "The user's identity in your application." }),
    IsOnline: boolean({ description: 'Whether the user is online; null if reachability is disabled.' }),
    IsNotifiable: boolean({
      description: 'Whether the user can receive notifications; null if reachability is disabled.',
    }),
    JoinedChannelsCount: integer({ description: 'The number of channels that the user has joined.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
