import type { Declaration } from '../../model/resource.js';
import { domainMapping } from './domain-mapping.js';

export const sipIpAccessControlListMappings: Declaration = {
  name: 'SipIpAccessControlListMappings',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains/{DomainSid}/IpAccessControlListMappings',
  ...domainMapping('IpAccessControlListSid', 'SipIpAccessControlLists'),
};
