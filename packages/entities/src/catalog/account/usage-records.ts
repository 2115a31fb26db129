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
  group: 'Account',
  description: "The account's usage and its cost, by category. Interval splits it by day, month or year.",
  docs: 'https://www.twilio.com/docs/usage/api/usage-record',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Records{/Interval}',
  collection: 'usage_records',
  operations: ['LIST'],
  summary: ['Category', 'StartDate', 'EndDate', 'Usage', 'UsageUnit', 'Price', 'PriceUnit', 'Count', 'Description'],
  fields: {
    AccountSid: sid('AC', { references: 'Accounts' }),
    AsOf: timestamp({ perRequest: true, description: 'The time up to which usage is counted.' }),
    Category: text({ filter: ['='], description: 'The usage category.' }),
    Count: integer({ description: 'The number of uses.' }),
    CountUnit: text({ description: 'The unit of Count, such as calls.' }),
    Description: text({ description: "The category's description." }),
    EndDate: date({ filter: { '<=': 'EndDate' }, description: 'The last day of the period.' }),
    Price: decimal({ description: 'The cost, as a positive number.' }),
    PriceUnit: text(),
    StartDate: date({ filter: { '>=': 'StartDate' }, description: 'The first day of the period.' }),
    Usage: decimal({ description: 'The amount of usage.' }),
    UsageUnit: text({ description: 'The unit of Usage, such as minutes.' }),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
    IncludeSubaccounts: boolean({ readable: false, filter: ['='] }),
    Interval: oneOf(INTERVALS, {
      readable: false,
      filter: ['='],
      description: 'Parameter only: the interval that splits usage. Without it, a row covers all usage of a category.',
    }),
  },
});
