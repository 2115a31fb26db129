import type { Resource } from '../resource.js';

export const sipCredentialLists: Resource = {
  name: 'SipCredentialLists',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/CredentialLists',
  share: 0.01,
};

export const sipCredentials: Resource = {
  name: 'SipCredentials',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/CredentialLists/{CredentialListSid}/Credentials',
  share: 0.02,
  sample: (_draft, { index }) => ({ username: `phone-${index + 1}` }),
};
