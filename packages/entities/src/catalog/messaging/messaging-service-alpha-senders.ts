import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const messagingServiceAlphaSenders = defineEntityType({
  name: 'MessagingServiceAlphaSenders',
  group: 'Messaging',
  description: 'The alphanumeric senders of one messaging service.',
  docs: 'https://www.twilio.com/docs/messaging/api/alphasender-resource',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/AlphaSenders',
  collection: 'alpha_senders',
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'removes the sender from the service' },
  summary: ['Sid', 'AlphaSender', 'DateCreated'],
  fields: {
    Sid: sid('AI', { key: true }),
    ServiceSid: sid('MG', { references: 'MessagingServices' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AlphaSender: text({ create: 'required', description: 'The name shown as the sender, at most 11 characters.' }),
    Capabilities: json({ list: true }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
  },
});
