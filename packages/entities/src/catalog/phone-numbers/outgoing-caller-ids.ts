import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const outgoingCallerIds = defineEntityType({
  name: 'OutgoingCallerIds',
  group: 'Phone numbers',
  description:
    'Verified third-party numbers that the account can use as caller ID. Twilio adds a number after a validation call.',
  docs: 'https://www.twilio.com/docs/voice/api/outgoing-caller-ids',
  path: '/2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds',
  collection: 'outgoing_caller_ids',
  operations: ['LIST', 'GET', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'removes the caller ID, which must be validated again before reuse' },
  fields: {
    Sid: sid('PN', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({
      wire: 'FriendlyName',
      filter: ['='],
      update: true,
      description: 'A human-readable name, at most 64 characters.',
    }),
    PhoneNumber: text({ filter: ['='], description: 'The number in E.164 format.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
