import type { Resource } from '../resource.js';

export const balance: Resource = {
  name: 'Balance',
  instancePath: '/2010-04-01/Accounts/{AccountSid}/Balance',
  share: 0,
  initial: ({ AccountSid: account = '' }) => ({
    sid: account,
    account_sid: account,
    balance: '42.50',
    currency: 'USD',
  }),
};
