import type { Declaration } from '../../model/resource.js';
import { domainMapping } from './domain-mapping.js';

export const sipCredentialListMappings: Declaration = {
  name: 'SipCredentialListMappings',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains/{DomainSid}/CredentialListMappings',
  ...domainMapping('CredentialListSid', 'SipCredentialLists'),
};
