import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const conversationServices = defineEntityType({
  name: 'ConversationServices',
  description: 'Services, each with conversations of its own.',
  docs: 'https://www.twilio.com/docs/conversations/api/service-resource',
  product: 'conversations',
  path: '/v1/Services',
  collection: 'services',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'deletes the service with all of its conversations for good' },
  fields: {
    Sid: sid('IS', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
