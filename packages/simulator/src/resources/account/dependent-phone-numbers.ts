import type { Resource } from '../resource.js';

export const dependentPhoneNumbers: Resource = {
  name: 'DependentPhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/Addresses/{AddressSid}/DependentPhoneNumbers',
  share: 0.02,
  // Each is one of the account's numbers.
  sample: (_draft, { parent, other }) => ({
    ...other('IncomingPhoneNumbers'),
    address_requirements: 'any',
    address_sid: parent?.sid,
  }),
};
