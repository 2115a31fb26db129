import type { Declaration } from '../../model/resource.js';

export const sipCredentials: Declaration = {
  name: 'SipCredentials',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/CredentialLists/{CredentialListSid}/Credentials',
  sample: (index) => ({ username: `user${index + 1}` }),
};
