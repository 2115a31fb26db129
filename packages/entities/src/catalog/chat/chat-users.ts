import { boolean, defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const chatUsers = defineEntityType({
  name: 'ChatUsers',
  description: 'The users of one chat service.',
  docs: 'https://www.twilio.com/docs/chat/rest/user-resource',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Users',
  collection: 'users',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the user for good' },
  fields: {
    Sid: text({ key: true }),
    ServiceSid: sid('IS', { references: 'ChatServices' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Attributes: text(setting),
    Name: text({ ...setting, wire: 'FriendlyName' }),
    RoleSid: sid('RL', setting),
    Identity: text({ create: 'required', description: 'The name by which your application knows the user.' }),
    IsOnline: boolean({ description: 'Whether it is connected now; null where reachability is off.' }),
    IsNotifiable: boolean({ description: 'Whether it can be notified; null where reachability is off.' }),
    JoinedChannelsCount: integer({ description: 'How many channels it is a member of.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
