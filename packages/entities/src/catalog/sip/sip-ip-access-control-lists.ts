import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const sipIpAccessControlLists = defineEntityType({
  name: 'SipIpAccessControlLists',
  group: 'SIP',
  description: 'Lists of IP addresses that can call SIP domains.',
  docs: 'https://www.twilio.com/docs/voice/sip/api/sip-ipaccesscontrollist-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/IpAccessControlLists',
  collection: 'ip_access_control_lists',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the list and its addresses' },
  fields: {
    Sid: sid('AL', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: 'required' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    SubresourceUris: json(),
  },
});
