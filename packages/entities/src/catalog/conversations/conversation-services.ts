import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const conversationServices = defineEntityType({
  name: 'ConversationServices',
  group: 'Conversations',
  description: 'Conversation services. Each has its own conversations.',
  docs: 'https://www.twilio.com/docs/conversations/api/service-resource',
  product: 'conversations',
  path: '/v1/Services',
  collection: 'services',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the service and all of its conversations' },
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
