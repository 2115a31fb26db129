import { DAY_MS } from '../../times.js';
import type { Resource, SeedWorld } from '../resource.js';

/** What is counted: the category, what it is, and what a day of it costs. */
const CATEGORIES = [
  ['calls', 'Voice Minutes', 'minutes', 0.0085],
  ['sms', 'SMS', 'messages', 0.0075],
  ['mms', 'MMS', 'messages', 0.02],
  ['recordings', 'Recordings', 'minutes', 0.0025],
  ['phonenumbers', 'Phone Numbers', 'numbers', 1.15],
] as const;
/** Each interval: how many of its parts there are, and how many days a part has. */
const INTERVALS = {
  AllTime: ['all-time', 1, 730],
  Daily: ['daily', 30, 1],
  LastMonth: ['last-month', 1, 31],
  Monthly: ['monthly', 12, 30],
  ThisMonth: ['this-month', 1, 30],
  Today: ['today', 1, 1],
  Yearly: ['yearly', 2, 365],
  Yesterday: ['yesterday', 1, 1],
} as const;
const WORDS = Object.fromEntries(Object.entries(INTERVALS).map(([word, [interval]]) => [word, interval]));
/** Their parts end a while before the seed does. */
const BEHIND: Readonly<Record<string, number>> = { 'last-month': 30, yesterday: 1 };

export const usageRecords: Resource = {
  name: 'UsageRecords',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Records',
  share: 0,
  belongs: (row, { Interval: word }) => word !== undefined || row.interval === 'all-time',
  filters: {
    StartDate: { property: 'start_date', by: 'from' },
    EndDate: { property: 'end_date', by: 'until' },
  },
  *seed(_count, world) {
    for (const [interval, parts, days] of Object.values(INTERVALS)) {
      for (let part = parts - 1; part >= 0; part--) {
        const end = world.end - DAY_MS * (days * part + (BEHIND[interval] ?? 0));
        yield* records(world, { interval, end, days });
      }
    }
  },
};

export const usageRecordsByInterval: Resource = {
  name: 'UsageRecordsByInterval',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Records/{Interval}',
  words: { Interval: WORDS },
  table: 'UsageRecords',
  share: 0,
};

function* records(
  { accountSid, random, end: made }: SeedWorld,
  { interval, end, days }: { readonly interval: string; readonly end: number; readonly days: number },
) {
  for (const [category, description, unit, price] of CATEGORIES) {
    const count = days * (1 + random.below(50));
    yield {
      sid: `${interval}/${category}/${end}`,
      account_sid: accountSid,
      date_created: made - 1,
      interval,
      category,
      description,
      api_version: '2010-04-01',
      as_of: '2024-06-30T00:00:00+00:00',
      start_date: day(end - days * DAY_MS),
      end_date: day(end - DAY_MS),
      count: String(count),
      count_unit: unit,
      usage: String(count),
      usage_unit: unit,
      price: Number((count * price).toFixed(4)),
      price_unit: 'usd',
    };
  }
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
