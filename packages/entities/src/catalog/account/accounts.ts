import { defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const accounts = defineEntityType({
  name: 'Accounts',
  group: 'Account',
  description:
    'The account and its subaccounts. CREATE adds a subaccount. There is no DELETE; an UPDATE can close a subaccount.',
  docs: 'https://www.twilio.com/docs/iam/api/account',
  path: '/2010-04-01/Accounts',
  collection: 'accounts',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE'],
  consequences: {
    CREATE: 'creates a subaccount, which cannot be removed',
    UPDATE: 'can suspend the account or close it permanently',
  },
  fields: {
    Sid: sid('AC', { key: true }),
    Name: text({ wire: 'FriendlyName', filter: ['='], create: 'optional', update: true }),
    OwnerAccountSid: sid('AC', { references: 'Accounts', description: 'The account that owns this one.' }),
    Status: oneOf(['active', 'suspended', 'closed'], {
      filter: ['='],
      update: true,
      description:
        "UPDATE accepts 'suspended' (stop the account), 'active' (resume it) and 'closed' (close it permanently).",
    }),
    Type: oneOf(['Trial', 'Full'], { description: 'Trial or Full.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    SubresourceUris: json(),
  },
});
