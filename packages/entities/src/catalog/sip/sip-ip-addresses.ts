import { defineEntityType, integer, sid, text, timestamp } from '../../model/index.js';

export const sipIpAddresses = defineEntityType({
  name: 'SipIpAddresses',
  group: 'SIP',
  description: 'The IP addresses of one access control list.',
  docs: 'https://www.twilio.com/docs/voice/sip/api/sip-ipaddress-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/IpAccessControlLists/{IpAccessControlListSid}/IpAddresses',
  collection: 'ip_addresses',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'denies access to the address' },
  summary: ['Sid', 'Name', 'IpAddress', 'CidrPrefixLength', 'DateCreated'],
  fields: {
    Sid: sid('IP', { key: true }),
    IpAccessControlListSid: sid('AL', {
      references: 'SipIpAccessControlLists',
      description: 'The access control list.',
    }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    IpAddress: text({ create: 'required', update: true, description: 'The address, IPv4 or IPv6.' }),
    CidrPrefixLength: integer({
      create: 'optional',
      update: true,
      description: 'The CIDR prefix length, from 0 to 32.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
