import { decimal, defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const triggers = defineEntityType({
  name: 'Triggers',
  description: 'Watches over usage: each tells a URL when a value is reached.',
  docs: 'https://www.twilio.com/docs/usage/api/usage-trigger',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Triggers',
  collection: 'usage_triggers',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'ends the watch' },
  fields: {
    Sid: sid('UT', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallbackMethod: oneOf(METHODS, { create: 'optional', update: true, description: 'HTTP method of CallbackUrl.' }),
    CallbackUrl: text({ create: 'required', update: true, description: 'URL told when the trigger fires.' }),
    CurrentValue: decimal({ description: 'Where the watched value is now.' }),
    DateFired: timestamp({ description: 'When it last fired.' }),
    Name: text({ wire: 'FriendlyName', create: 'optional', update: true }),
    Recurring: oneOf(['daily', 'monthly', 'yearly', 'alltime'], {
      filter: ['='],
      create: 'optional',
      description: 'How often it starts anew: daily, monthly, yearly; once without it.',
    }),
    TriggerBy: oneOf(['count', 'usage', 'price'], {
      filter: ['='],
      create: 'optional',
      description: 'What is watched: count, usage or price.',
    }),
    TriggerValue: decimal({
      create: 'required',
      description: 'The value at which it fires; +n means n above where it is now.',
    }),
    UsageCategory: text({ filter: ['='], create: 'required', description: 'The usage category that is watched.' }),
    UsageRecordUri: text({ description: 'The usage record that it watches, as a path.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
  },
});
