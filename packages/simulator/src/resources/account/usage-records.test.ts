import { describe, expect, test } from 'vitest';
import { rowsOf, simulate, START, type Simulated } from '../../../test/simulate.js';

type Row = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
const day = (days: number) => new Date(START + days * DAY_MS).toISOString().slice(0, 10);

/** All records of a list, page by page. */
async function records({ get }: Simulated, interval = '', query = ''): Promise<Row[]> {
  const rows: Row[] = [];
  let path: string | undefined = `/Usage/Records${interval && `/${interval}`}.json?PageSize=1000&${query}`;
  while (path) {
    const answer = await get(path);
    rows.push(...rowsOf(answer, 'usage_records'));
    const { next_page_uri: next } = answer.body;
    path = typeof next === 'string' ? next.slice(next.indexOf('/Usage')) : undefined;
  }
  return rows;
}

/** Cents are not exact in binary, so sums are compared in units of a thousandth of a cent. */
const sum = (rows: readonly Row[], property: string) =>
  rows.reduce((total, row) => total + Math.round(Number(row[property]) * 100_000), 0);

const of = (rows: readonly Row[], category: string) => rows.filter((row) => row.category === category);

describe('the intervals of usage', () => {
  test('Daily has one record a day and category, from the creation of the account to the current day', async () => {
    const simulated = simulate();
    const daily = await records(simulated, 'Daily');
    const opened = simulated.simulator.snapshot('Accounts')[0]!.date_created;
    const days = Math.floor(START / DAY_MS) - Math.floor(Number(opened) / DAY_MS) + 1;
    const categories = new Set(daily.map(({ category }) => category));
    expect(categories.size).toBe(13);
    expect(daily).toHaveLength(days * categories.size);
    expect(daily.every((row) => row.start_date === row.end_date)).toBe(true);
    expect(new Set(daily.map((row) => `${String(row.category)} ${String(row.start_date)}`)).size).toBe(daily.length);
    expect([daily[0]?.start_date, daily.at(-1)?.start_date]).toEqual([day(0), day(1 - days)]);
  });

  test.each(['Monthly', 'Yearly', 'AllTime', ''])(
    'the days of Daily add up to the records of "%s"',
    async (interval) => {
      const simulated = simulate();
      const daily = await records(simulated, 'Daily');
      const periods = await records(simulated, interval);
      expect(periods.length).toBeGreaterThanOrEqual(13);
      for (const period of periods) {
        const days = of(daily, String(period.category)).filter(
          ({ start_date: at }) => String(at) >= String(period.start_date) && String(at) <= String(period.end_date),
        );
        for (const property of ['count', 'usage', 'price'])
          expect([period, property, sum(days, property)]).toEqual([period, property, sum([period], property)]);
      }
      expect(sum(of(periods, 'sms'), 'price')).toBe(sum(of(daily, 'sms'), 'price'));
    },
  );

  test.each([
    ['Today', '2025-01-01', '2025-01-01'],
    ['Yesterday', '2024-12-31', '2024-12-31'],
    ['ThisMonth', '2025-01-01', '2025-01-01'],
    ['LastMonth', '2024-12-01', '2024-12-31'],
  ])('%s has one record for each category, from %s to %s', async (interval, from, to) => {
    const rows = await records(simulate(), interval);
    expect(rows).toHaveLength(13);
    for (const row of rows) expect(row).toMatchObject({ start_date: from, end_date: to });
  });

  test('months and years begin on their first day, and the current ones end on the current day', async () => {
    const starts = async (interval: string) =>
      of(await records(simulate(), interval), 'sms')
        .slice(0, 3)
        .map((row) => [row.start_date, row.end_date]);
    expect(await starts('Monthly')).toEqual([
      ['2025-01-01', '2025-01-01'],
      ['2024-12-01', '2024-12-31'],
      ['2024-11-01', '2024-11-30'],
    ]);
    expect((await starts('Yearly')).slice(0, 2)).toEqual([
      ['2025-01-01', '2025-01-01'],
      ['2024-01-01', '2024-12-31'],
    ]);
  });
});

describe('the dates of a list of usage', () => {
  test.each([
    ['StartDate=2024-12-10&EndDate=2024-12-12', '2024-12-10', '2024-12-12'],
    ['StartDate=-30days', '2024-12-02', '2025-01-01'],
    ['StartDate=-1day&EndDate=-1days', '2024-12-31', '2024-12-31'],
    ['StartDate=-2months&EndDate=-1month', '2024-11-01', '2024-12-01'],
    ['StartDate=-1year&EndDate=%2B30days', '2024-01-01', '2025-01-01'],
    ['StartDate=-1week&EndDate=+30days', '2024-12-25', '2025-01-01'],
  ])('%s counts usage from %s to %s, both included', async (query, from, to) => {
    const simulated = simulate();
    for (const row of await records(simulated, '', query))
      expect(row).toMatchObject({ start_date: from, end_date: to });
    const daily = of(await records(simulated, 'Daily', query), 'calls');
    expect([daily.at(-1)?.start_date, daily[0]?.start_date]).toEqual([from, to]);
    const [all] = await records(simulated, '', `Category=calls&${query}`);
    expect(sum(daily, 'count')).toBe(sum([all!], 'count'));
  });

  test.each(['StartDate=2025-01-02', 'EndDate=2000-01-01', 'StartDate=2024-02-01&EndDate=2024-01-01'])(
    '%s covers no day, so the list is empty',
    async (query) => {
      expect(await records(simulate(), 'Monthly', query)).toEqual([]);
    },
  );

  test.each(['StartDate=last-month', 'StartDate=-30', 'EndDate=30days', 'StartDate=2024-13-01'])(
    '%s is refused with code 20001',
    async (query) => {
      expect(await simulate().get(`/Usage/Records.json?${query}`)).toMatchObject({
        status: 400,
        body: { code: 20_001 },
      });
    },
  );
});

describe('what usage counts', () => {
  test('usage is what the messages and calls of the account cost', async () => {
    const simulated = simulate();
    const { simulator } = simulated;
    const all = await records(simulated);
    const isSms = (row: Row) => row.num_media === '0' && !/:/.test(`${String(row.to)}${String(row.from)}`);
    const sms = simulator.snapshot('Messages').filter((row) => row.date_sent !== null && isSms(row));
    const calls = simulator.snapshot('Calls').filter(({ status }) => status === 'completed');
    expect(of(all, 'sms')).toMatchObject([{ count: String(sms.length), count_unit: 'messages', price_unit: 'usd' }]);
    expect(sum(of(all, 'sms'), 'price')).toBe(-sum(sms, 'price'));
    expect(of(all, 'calls')).toMatchObject([{ count: String(calls.length), usage_unit: 'minutes' }]);
    expect(sum(of(all, 'calls'), 'price')).toBe(-sum(calls, 'price'));
  });

  test('a message sent now is part of the usage of today', async () => {
    const simulated = simulate();
    const before = of(await records(simulated, 'Today'), 'sms-outbound');
    await simulated.post('/Messages.json', { To: '+15550100001', From: '+15550100100', Body: 'Hello' });
    simulated.simulator.advance(5000);
    const after = of(await records(simulated, 'Today'), 'sms-outbound');
    expect(Number(after[0]?.count) - Number(before[0]?.count)).toBe(1);
    expect(sum(after, 'price') - sum(before, 'price')).toBe(750);
  });

  test('`totalprice` is the sum of all other categories, without their parts', async () => {
    for (const interval of ['', 'Monthly', 'Today']) {
      const rows = await records(simulate(), interval);
      const [total] = of(rows, 'totalprice');
      const whole = rows.filter(
        (row) => row.start_date === total?.start_date && !/-|totalprice/.test(String(row.category)),
      );
      expect(sum(whole, 'price')).toBe(sum([total!], 'price'));
      expect(total).toMatchObject({ usage: total?.price, usage_unit: 'usd', count: null, count_unit: '' });
    }
  });

  test('a subaccount has its own usage, which the main account includes unless it asks for its own', async () => {
    const simulated = simulate({ rows: 0 });
    const [main, sub] = simulated.simulator.snapshot('Accounts');
    const number = simulated.simulator.snapshot('IncomingPhoneNumbers')[0]!.sid;
    const prices = async (account: string, query = '') => {
      const path = `/2010-04-01/Accounts/${account}/Usage/Records.json?Category=phonenumbers&${query}`;
      return rowsOf(await simulated.ask('GET', 'api', path), 'usage_records').map(({ count }) => Number(count));
    };
    const [all = 0] = await prices(main!.sid);
    await simulated.post(`/IncomingPhoneNumbers/${number}.json`, { AccountSid: sub!.sid });
    const [own = 0] = await prices(main!.sid, 'IncludeSubaccounts=false');
    expect(await prices(main!.sid)).toEqual([all]);
    expect(own).toBeLessThan(all);
    const [theirs = 0] = await prices(sub!.sid);
    expect(theirs).toBeGreaterThan(0);
  });

  test('a record has the form of Twilio’s', async () => {
    const [record] = await records(
      simulate(),
      'Daily',
      'Category=calls-inbound&StartDate=2024-12-31&EndDate=2024-12-31',
    );
    const path = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Usage/Records`;
    expect(record).toMatchObject({
      account_sid: `AC${'0'.repeat(32)}`,
      as_of: '2025-01-01T12:00:00+00:00',
      category: 'calls-inbound',
      description: 'Inbound Voice Minutes',
      count: expect.stringMatching(/^\d+$/),
      usage: expect.stringMatching(/^\d+$/),
      price: expect.stringMatching(/^\d+(\.\d+)?$/),
      uri: `${path}/Daily.json?Category=calls-inbound&StartDate=2024-12-31&EndDate=2024-12-31`,
      subresource_uris: {
        all_time: `${path}/AllTime.json?Category=calls-inbound`,
        last_month: `${path}/LastMonth.json?Category=calls-inbound`,
      },
    });
  });
});
