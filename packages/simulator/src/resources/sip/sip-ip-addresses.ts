import type { Declaration } from '../../model/resource.js';

export const sipIpAddresses: Declaration = {
  name: 'SipIpAddresses',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/IpAccessControlLists/{IpAccessControlListSid}/IpAddresses',
  defaults: { cidr_prefix_length: 32 },
  sample: (index) => ({ ip_address: `192.0.2.${index + 1}`, cidr_prefix_length: 32 }),
};
