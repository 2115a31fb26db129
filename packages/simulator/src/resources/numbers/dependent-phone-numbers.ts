import type { Declaration } from '../../model/resource.js';

// The numbers whose `AddressSid` was set to the address.
export const dependentPhoneNumbers: Declaration = {
  name: 'DependentPhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/Addresses/{AddressSid}/DependentPhoneNumbers',
  sharesRowsOf: 'IncomingPhoneNumbers',
};
