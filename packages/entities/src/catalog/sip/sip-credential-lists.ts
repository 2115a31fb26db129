import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const sipCredentialLists = defineEntityType({
  name: 'SipCredentialLists',
  group: 'SIP',
  description: 'Lists of user names and passwords for SIP domains.',
  docs: 'https://www.twilio.com/docs/voice/sip/api/sip-credentiallist-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/CredentialLists',
  collection: 'credential_lists',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the list and its credentials' },
  fields: {
    Sid: sid('CL', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: 'required' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    SubresourceUris: json(),
  },
});
