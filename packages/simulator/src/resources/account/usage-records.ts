import type { Declaration } from '../../model/resource.js';
import { DAY_MS } from '../../twilio/times.js';

const CATEGORIES = ['calls', 'phonenumbers', 'recordings', 'sms'] as const;
/** For each interval: how many days ago it starts, and its length in days. */
const INTERVALS = new Map([
  ['AllTime', [730, 730]],
  ['Daily', [1, 1]],
  ['LastMonth', [60, 30]],
  ['Monthly', [30, 30]],
  ['ThisMonth', [30, 30]],
  ['Today', [1, 1]],
  ['Yearly', [365, 365]],
  ['Yesterday', [2, 1]],
]);

export const usageRecords: Declaration = {
  name: 'UsageRecords',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Records/{Interval}',
  pathValues: { parameter: 'Interval', values: ['', ...INTERVALS.keys()] },
  parents: { Interval: { property: 'interval', to: (value) => value || 'AllTime' } },
  filters: {
    StartDate: { property: 'start_date', by: 'time', sign: '>' },
    EndDate: { property: 'end_date', by: 'time', sign: '<' },
  },
  *seed(_count, { accountSid, random, start: end }) {
    for (const [interval, [back = 0, length = 0]] of INTERVALS) {
      for (const category of CATEGORIES) {
        const count = length * (1 + random.below(20));
        yield {
          sid: random.sid('UR'),
          interval,
          category,
          account_sid: accountSid,
          api_version: '2010-04-01',
          as_of: new Date(end).toISOString(),
          description: `Usage of ${category}`,
          start_date: end - back * DAY_MS,
          end_date: end - (back - length + 1) * DAY_MS,
          count: String(count),
          count_unit: category,
          usage: String(count),
          usage_unit: category,
          price: Number((count * 0.0075).toFixed(4)),
          price_unit: 'usd',
        };
      }
    }
  },
};
