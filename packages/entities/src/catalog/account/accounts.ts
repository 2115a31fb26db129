import { defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const accounts = defineEntityType({
  name: 'Accounts',
  description:
    'The account and its subaccounts. A CREATE makes a subaccount; Twilio has no DELETE: an update closes one.',
  docs: 'https://www.twilio.com/docs/iam/api/account',
  path: '/2010-04-01/Accounts',
  collection: 'accounts',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE'],
  consequences: {
    CREATE: 'makes a subaccount, which stays on record',
    UPDATE: 'may suspend the account, or close it for good',
  },
  fields: {
    Sid: sid('AC', { key: true }),
    Name: text({ wire: 'FriendlyName', filter: ['='], create: 'optional', update: true }),
    OwnerAccountSid: sid('AC', { references: 'Accounts', description: 'The account that owns this one.' }),
    Status: oneOf(['active', 'suspended', 'closed'], {
      filter: ['='],
      update: true,
      description: "An update to 'suspended' stops it, to 'active' starts it again, to 'closed' ends it for good.",
    }),
    Type: oneOf(['Trial', 'Full'], { description: 'Trial or Full.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    SubresourceUris: json(),
  },
});
