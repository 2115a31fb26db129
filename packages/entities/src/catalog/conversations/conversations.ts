import { defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const STATES = ['initializing', 'inactive', 'active', 'closed'] as const;

const setting = { create: 'optional', update: true } as const;
const input = { readable: false, create: 'optional', update: true } as const;

export const conversations = defineEntityType({
  name: 'Conversations',
  group: 'Conversations',
  description: 'Multi-party conversations across channels, in the default service.',
  docs: 'https://www.twilio.com/docs/conversations/api/conversation-resource',
  product: 'conversations',
  path: '/v1/Conversations',
  collection: 'conversations',
  summary: ['Sid', 'Name', 'DateCreated', 'State', 'UniqueName'],
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the conversation and all of its messages' },
  fields: {
    Sid: text({ key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ChatServiceSid: sid('IS', { references: 'ConversationServices', description: 'The conversation service.' }),
    MessagingServiceSid: sid('MG', { ...setting, references: 'MessagingServices' }),
    Name: text({ ...setting, wire: 'FriendlyName' }),
    UniqueName: text(setting),
    Attributes: text(setting),
    State: oneOf(STATES, { ...setting, filter: ['='], description: 'The current status.' }),
    Timers: json({ description: 'The times at which it becomes inactive or closed.' }),
    Bindings: json({ description: 'The email binding.' }),
    DateCreated: timestamp({ ...setting, filter: { '>=': 'StartDate', '<=': 'EndDate' } }),
    DateUpdated: timestamp(setting),
    Url: text(),
    Links: json(),
    TimersInactive: text({
      ...input,
      wire: 'Timers.Inactive',
      description: 'ISO 8601 duration after which it becomes inactive.',
    }),
    TimersClosed: text({ ...input, wire: 'Timers.Closed', description: 'ISO 8601 duration after which it closes.' }),
    BindingsEmailAddress: text({ ...input, wire: 'Bindings.Email.Address', description: 'The email address to bind.' }),
    BindingsEmailName: text({ ...input, wire: 'Bindings.Email.Name', description: 'The sender name in emails.' }),
  },
});
