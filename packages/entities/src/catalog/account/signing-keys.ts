import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const signingKeys = defineEntityType({
  name: 'SigningKeys',
  group: 'Account',
  description: 'API keys under their former name; the same as Keys.',
  docs: 'https://www.twilio.com/docs/iam/api-keys/key-resource-v2010',
  path: '/2010-04-01/Accounts/{AccountSid}/SigningKeys',
  collection: 'signing_keys',
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
