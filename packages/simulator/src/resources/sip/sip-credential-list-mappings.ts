import type { Declaration } from '../resource.js';
import { mapping } from './mapping.js';

export const sipCredentialListMappings: Declaration = {
  name: 'SipCredentialListMappings',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains/{DomainSid}/CredentialListMappings',
  ...mapping('CredentialListSid', 'SipCredentialLists'),
};
