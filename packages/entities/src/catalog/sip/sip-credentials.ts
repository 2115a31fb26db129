import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const sipCredentials = defineEntityType({
  name: 'SipCredentials',
  group: 'SIP',
  description: 'The credentials of one list. Passwords are never returned.',
  docs: 'https://www.twilio.com/docs/voice/sip/api/sip-credential-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/CredentialLists/{CredentialListSid}/Credentials',
  collection: 'credentials',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'revokes the credential' },
  fields: {
    Sid: sid('CR', { key: true }),
    CredentialListSid: sid('CL', { references: 'SipCredentialLists', description: 'The credential list.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Username: text({ create: 'required', description: 'The user name, at most 32 characters.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    Password: text({
      readable: false,
      create: 'required',
      update: true,
      description: 'At least 12 characters, including a digit, a lower-case and an upper-case letter.',
    }),
  },
});
