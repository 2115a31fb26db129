import { decimal, defineEntityType, sid, text } from '../../model/index.js';

export const balance = defineEntityType({
  name: 'Balance',
  description: 'What is left on the account. LIST answers that of the connection; GET that of the account named.',
  docs: 'https://www.twilio.com/docs/usage/api/account-balance',
  path: '/2010-04-01/Accounts/{AccountSid}/Balance',
  operations: ['GET'],
  fields: {
    AccountSid: sid('AC', { key: true, description: 'The account.' }),
    Balance: decimal({ description: 'What is left, in Currency.' }),
    Currency: text({ description: 'The currency, in ISO 4217.' }),
  },
});
