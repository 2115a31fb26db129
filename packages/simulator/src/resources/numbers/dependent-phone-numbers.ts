import type { Declaration } from '../../model/resource.js';

// The phone numbers whose `AddressSid` is this address.
export const dependentPhoneNumbers: Declaration = {
  name: 'DependentPhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/Addresses/{AddressSid}/DependentPhoneNumbers',
  sharesRowsOf: 'IncomingPhoneNumbers',
};
