import { toProperty } from '../../model/paths.js';
import type { Declaration, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { DAY_MS, toIso } from '../../twilio/times.js';
import { type Charge, chargesOf, dayOf, PRICE_UNITS } from './usage-charges.js';
import { DAY_OFFSET, INTERVALS, type Period, readDay } from './usage-periods.js';

/** The simulated categories, in Twilio's order: description, unit of the count, unit of the usage. */
const CATEGORIES: Readonly<Record<string, readonly [string, string, string]>> = {
  calls: ['Voice Minutes', 'calls', 'minutes'],
  'calls-inbound': ['Inbound Voice Minutes', 'calls', 'minutes'],
  'calls-outbound': ['Outbound Voice Minutes', 'calls', 'minutes'],
  channels: ['Channels', 'messages', 'messages'],
  mms: ['MMS', 'messages', 'messages'],
  'mms-inbound': ['Inbound MMS', 'messages', 'messages'],
  'mms-outbound': ['Outbound MMS', 'messages', 'messages'],
  phonenumbers: ['Phone Numbers', 'numbers', 'numbers'],
  recordings: ['Recordings', 'recordings', 'minutes'],
  sms: ['SMS', 'messages', 'messages'],
  'sms-inbound': ['Inbound SMS', 'messages', 'messages'],
  'sms-outbound': ['Outbound SMS', 'messages', 'messages'],
  totalprice: ['Total Price', '', 'usd'],
};

const NOTHING: Sum = { count: 0, usage: 0, price: 0 };

type Sum = Pick<Charge, 'count' | 'usage' | 'price'>;

/** What was used of each category on each day. */
type DailyUsage = ReadonlyMap<string, ReadonlyMap<number, Sum>>;

// Usage is what the simulated messages, calls, recordings and numbers cost (https://www.twilio.com/docs/usage/api/usage-record).
export const usageRecords: Declaration = {
  name: 'UsageRecords',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Records/{Interval}',
  pathValues: { parameter: 'Interval', values: Object.keys(INTERVALS) },
  key: ['interval', 'category', 'from'],
  filters: { StartDate: { by: 'none' }, EndDate: { by: 'none' }, IncludeSubaccounts: { by: 'none' } },
  accepts: { StartDate: DAY_OFFSET, EndDate: DAY_OFFSET },
  isOldestFirst: () => true,
  *computed(query, world, { Interval: interval = '' }) {
    const now = world.now();
    const usage = dailyUsage(world, query.get('IncludeSubaccounts') !== 'false');
    for (const { from, to } of INTERVALS[interval]?.(rangeOf(query, world), dayOf(now)) ?? []) {
      for (const category of Object.keys(CATEGORIES)) {
        const sum = sumOf(usage.get(category), { from, to });
        yield { sid: '', account_sid: world.accountSid, interval, category, from, to, now, ...sum };
      }
    }
  },
  atTime: toRecord,
  seed: () => [],
};

/** The days that a list covers. Twilio counts usage from the account's creation to the current day. */
function rangeOf(query: URLSearchParams, world: World): Period {
  const now = world.now();
  const opened = dayOf(world.table('Accounts').get(world.accountSid)?.date_created);
  const from = readDay(query.get('StartDate') ?? '', now) ?? opened;
  const to = readDay(query.get('EndDate') ?? '', now) ?? dayOf(now);
  return { from: Math.max(opened, from), to: Math.min(dayOf(now), to) };
}

/** The usage of an account and, if it is the main account, of its subaccounts. */
function dailyUsage(world: World, includesSubaccounts: boolean): DailyUsage {
  const { accountSid } = world;
  const isMain = world.table('Accounts').get(accountSid)?.owner_account_sid === accountSid;
  const usage = new Map<string, Map<number, Sum>>();
  const add = (category: string, { day, count, usage: used, price }: Charge) => {
    const days = usage.get(category) ?? new Map<number, Sum>();
    const before = days.get(day) ?? NOTHING;
    usage.set(category, days);
    days.set(day, { count: before.count + count, usage: before.usage + used, price: before.price + price });
  };
  const isOf = (row: Row) => (isMain && includesSubaccounts) || row.account_sid === accountSid;
  for (const charge of chargesOf(world, isOf)) {
    add(charge.category, charge);
    // The narrower categories are part of the others.
    if (!charge.category.includes('-')) add('totalprice', charge);
  }
  return usage;
}

function sumOf(days: ReadonlyMap<number, Sum> | undefined, { from, to }: Period): Sum {
  let sum = NOTHING;
  if (!days) return sum;
  for (let day = from; day <= to; day++) {
    const { count, usage, price } = days.get(day) ?? NOTHING;
    sum = { count: sum.count + count, usage: sum.usage + usage, price: sum.price + price };
  }
  return sum;
}

/** The properties of a record. They are built only for the records of a page. */
function toRecord(row: Row) {
  const { interval, category, from, to, now, count, usage } = row;
  const [description, countUnit, usageUnit] = CATEGORIES[String(category)] ?? [];
  const path = `/2010-04-01/Accounts/${String(row.account_sid)}/Usage/Records`;
  const [start, end] = [Number(from) * DAY_MS, Number(to) * DAY_MS];
  const price = String(Number(row.price) / PRICE_UNITS);
  const isMoney = usageUnit === 'usd';
  const name = interval === '' ? '' : `/${String(interval)}`;
  const query = `Category=${String(category)}`;
  return {
    api_version: '2010-04-01',
    as_of: toIso(Number(now)).replace('Z', '+00:00'),
    description,
    start_date: start,
    end_date: end,
    count: isMoney ? null : String(count),
    count_unit: countUnit,
    usage: isMoney ? price : String(usage),
    usage_unit: usageUnit,
    price,
    price_unit: 'usd',
    uri: `${path}${name}.json?${query}&StartDate=${dateOf(start)}&EndDate=${dateOf(end)}`,
    subresource_uris: Object.fromEntries(
      Object.keys(INTERVALS)
        .filter(Boolean)
        .map((each) => [toProperty(each), `${path}/${each}.json?${query}`]),
    ),
  };
}

function dateOf(ms: number): string {
  return toIso(ms).slice(0, 10);
}
