import {
  boolean,
  date,
  decimal,
  defineEntityType,
  integer,
  json,
  oneOf,
  sid,
  text,
  timestamp,
} from '../../model/index.js';

const INTERVALS = ['AllTime', 'Daily', 'LastMonth', 'Monthly', 'ThisMonth', 'Today', 'Yearly', 'Yesterday'] as const;

export const usageRecords = defineEntityType({
  name: 'UsageRecords',
  description: 'What the account used and what that cost, by category; by day, month or year with Interval.',
  docs: 'https://www.twilio.com/docs/usage/api/usage-record',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Records{/Interval}',
  collection: 'usage_records',
  operations: ['LIST'],
  fields: {
    AccountSid: sid('AC', { references: 'Accounts' }),
    AsOf: timestamp({ description: 'Up to when usage is counted.' }),
    Category: text({ filter: ['='], description: 'What was used.' }),
    Count: integer({ description: 'How often it was used.' }),
    CountUnit: text({ description: 'The unit of Count, such as calls.' }),
    Description: text({ description: 'The category in words.' }),
    EndDate: date({ filter: { '<=': 'EndDate' }, description: 'The last day that is counted.' }),
    Price: decimal({ description: 'What it cost, positive.' }),
    PriceUnit: text(),
    StartDate: date({ filter: { '>=': 'StartDate' }, description: 'The first day that is counted.' }),
    Usage: decimal({ description: 'How much was used.' }),
    UsageUnit: text({ description: 'The unit of Usage, such as minutes.' }),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
    IncludeSubaccounts: boolean({ readable: false, filter: ['='] }),
    Interval: oneOf(INTERVALS, {
      readable: false,
      filter: ['='],
      description: 'A parameter only: the periods to split usage by; without it a row is all of a category.',
    }),
  },
});
