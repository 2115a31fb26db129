import type { Declaration } from '../../model/resource.js';

export const sipCredentialLists: Declaration = {
  name: 'SipCredentialLists',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/CredentialLists',
};
