import type { Resource } from '../resource.js';

export const sipIpAccessControlLists: Resource = {
  name: 'SipIpAccessControlLists',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/IpAccessControlLists',
  share: 0.01,
};

export const sipIpAddresses: Resource = {
  name: 'SipIpAddresses',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/IpAccessControlLists/{IpAccessControlListSid}/IpAddresses',
  share: 0.02,
  blank: { cidr_prefix_length: 32 },
  sample: (_draft, { index }) => ({ ip_address: `203.0.113.${(index % 254) + 1}` }),
};
