import type { Declaration } from '../../model/resource.js';

export const sipIpAccessControlLists: Declaration = {
  name: 'SipIpAccessControlLists',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/IpAccessControlLists',
};
