import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const sipIpAccessControlListMappings = defineEntityType({
  name: 'SipIpAccessControlListMappings',
  group: 'SIP',
  description: 'The IP access control lists that admit callers to one SIP domain.',
  docs: 'https://www.twilio.com/docs/voice/sip/api/sip-domain-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains/{DomainSid}/IpAccessControlListMappings',
  collection: 'ip_access_control_list_mappings',
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'denies access to the callers on the list' },
  fields: {
    Sid: sid('AL', { key: true, description: 'The access control list.' }),
    DomainSid: sid('SD', { references: 'SipDomains' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    IpAccessControlListSid: sid('AL', {
      readable: false,
      create: 'required',
      references: 'SipIpAccessControlLists',
      description: 'The access control list to add.',
    }),
  },
});
