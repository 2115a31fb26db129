import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const keys = defineEntityType({
  name: 'Keys',
  group: 'Account',
  description: "API keys of the account. Only CREATE returns a key's secret.",
  docs: 'https://www.twilio.com/docs/iam/api-keys/key-resource-v2010',
  path: '/2010-04-01/Accounts/{AccountSid}/Keys',
  collection: 'keys',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  answer: { CREATE: ['Sid', 'Secret'] },
  consequences: {
    CREATE: 'creates a key with full access to the account',
    DELETE: 'revokes the key for all clients',
  },
  fields: {
    Sid: sid('SK', { key: true }),
    Name: text({ wire: 'FriendlyName', create: 'optional', update: true }),
    Secret: text({ onlyIn: 'CREATE' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
  },
});
