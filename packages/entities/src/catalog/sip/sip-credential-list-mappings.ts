import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const sipCredentialListMappings = defineEntityType({
  name: 'SipCredentialListMappings',
  group: 'SIP',
  description: 'The credential lists that admit callers to one SIP domain.',
  docs: 'https://www.twilio.com/docs/voice/sip/api/sip-domain-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains/{DomainSid}/CredentialListMappings',
  collection: 'credential_list_mappings',
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'denies access to the callers on the list' },
  fields: {
    Sid: sid('CL', { key: true, description: 'The credential list.' }),
    DomainSid: sid('SD', { references: 'SipDomains' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    CredentialListSid: sid('CL', {
      readable: false,
      create: 'required',
      references: 'SipCredentialLists',
      description: 'The credential list to add.',
    }),
  },
});
