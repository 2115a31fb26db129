import type { Declaration } from '../../model/resource.js';

export const balance: Declaration = {
  name: 'Balance',
  instancePath: '/2010-04-01/Accounts/{AccountSid}/Balance',
  // The balance is constant: sending costs nothing here.
  find: (_params, { accountSid }) => ({
    sid: accountSid,
    account_sid: accountSid,
    balance: '100.00',
    currency: 'USD',
  }),
  seed: () => [],
};
