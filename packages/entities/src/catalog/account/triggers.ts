import { decimal, defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const triggers = defineEntityType({
  name: 'Triggers',
  group: 'Account',
  description: 'Usage triggers: each calls a URL when usage reaches a value.',
  docs: 'https://www.twilio.com/docs/usage/api/usage-trigger',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Triggers',
  collection: 'usage_triggers',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the trigger' },
  summary: ['Sid', 'Name', 'UsageCategory', 'TriggerValue', 'CurrentValue', 'DateFired', 'Recurring'],
  fields: {
    Sid: sid('UT', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallbackMethod: oneOf(METHODS, { create: 'optional', update: true, description: 'HTTP method of CallbackUrl.' }),
    CallbackUrl: text({ create: 'required', update: true, description: 'URL called when the trigger fires.' }),
    CurrentValue: decimal({ description: 'The current value of the watched usage.' }),
    DateFired: timestamp({ description: 'The time of the last firing.' }),
    Name: text({ wire: 'FriendlyName', create: 'optional', update: true }),
    Recurring: oneOf(['daily', 'monthly', 'yearly', 'alltime'], {
      filter: ['='],
      create: 'optional',
      description: 'The reset interval: daily, monthly or yearly. Without it the trigger fires once.',
    }),
    TriggerBy: oneOf(['count', 'usage', 'price'], {
      filter: ['='],
      create: 'optional',
      description: 'The watched quantity: count, usage or price.',
    }),
    TriggerValue: decimal({
      create: 'required',
      description: 'The value at which it fires; +n means n above the current value.',
    }),
    UsageCategory: text({ filter: ['='], create: 'required', description: 'The watched usage category.' }),
    UsageRecordUri: text({ description: 'The path of the watched usage record.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
  },
});
