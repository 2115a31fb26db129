import { decimal, defineEntityType, sid, text } from '../../model/index.js';

export const balance = defineEntityType({
  name: 'Balance',
  group: 'Account',
  description:
    "The balance of an account. LIST returns the balance of the connection's account; GET takes any account.",
  docs: 'https://www.twilio.com/docs/usage/api/account-balance',
  path: '/2010-04-01/Accounts/{AccountSid}/Balance',
  operations: ['GET'],
  summary: ['AccountSid', 'Balance', 'Currency'],
  fields: {
    AccountSid: sid('AC', { key: true, description: 'The account.' }),
    Balance: decimal({ description: 'The balance, in Currency.' }),
    Currency: text({ description: 'The ISO 4217 currency.' }),
  },
});
