import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const keys = defineEntityType({
  name: 'Keys',
  description: 'API keys of the account, with their names. The secret is shown only when a key is made.',
  docs: 'https://www.twilio.com/docs/iam/api-keys/key-resource-v2010',
  path: '/2010-04-01/Accounts/{AccountSid}/Keys',
  collection: 'keys',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  answer: { CREATE: ['Sid', 'Secret'] },
  consequences: {
    CREATE: 'makes a key that may do all that the account may',
    DELETE: 'ends the key for everybody who uses it',
  },
  fields: {
    Sid: sid('SK', { key: true }),
    Name: text({ wire: 'FriendlyName', create: 'optional', update: true }),
    Secret: text({ onlyIn: 'CREATE' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
  },
});
