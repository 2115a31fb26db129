import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const outgoingCallerIds = defineEntityType({
  name: 'OutgoingCallerIds',
  description: "Numbers of others that the account may show as a caller's. Twilio adds one after a validation call.",
  docs: 'https://www.twilio.com/docs/voice/api/outgoing-caller-ids',
  path: '/2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds',
  collection: 'outgoing_caller_ids',
  operations: ['LIST', 'GET', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'removes the caller id, which has to be validated anew' },
  fields: {
    Sid: sid('PN', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', filter: ['='], update: true, description: 'At most 64 characters.' }),
    PhoneNumber: text({ filter: ['='], description: 'The number in E.164.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
