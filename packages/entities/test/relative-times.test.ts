import { mockNetwork } from '@tooling/vitest/network';
import { describe, expect, test } from 'vitest';
import { createEntities, createEntityPlans } from '../src/index.js';
import { answer, send, serveList } from './twilio.js';

const DAY = 86_400_000;
const START = Date.parse('2026-11-30T12:00:00.000Z');

const network = mockNetwork();

/** Entities with a clock that moves by a day at each reading. */
function openEntities() {
  let readings = 0;
  const entities = createEntities({ send, bulk: true, now: () => START + DAY * readings++ });
  return { entities, readings: () => readings };
}

const messages = Array.from({ length: 6 }, (_, index) => ({
  sid: `SM${String(index).padStart(32, '0')}`,
  date_sent: new Date(START - index * DAY).toUTCString().replace('GMT', '+0000'),
}));
const sidsOf = (rows: readonly { readonly Sid: string }[]) => rows.map(({ Sid }) => Sid);

describe('relative times in the conditions of operations', () => {
  test('the start of a range is sent to Twilio as its date', () => {
    const plan = createEntityPlans({ now: () => START }).explain('Messages', {
      conditions: "DateSent >= CURRENT_DATE - 30 AND DateSent < now() - interval '1 day'",
    });
    expect(plan.reads[0]?.query).toMatchObject({ 'DateSent>': '2026-10-31T00:00:00Z', 'DateSent<': '2026-11-30' });
  });

  test('a list keeps the time of its first page on the next pages', async () => {
    network.use(serveList('messages', messages, []));
    const { entities } = openEntities();
    const conditions = "DateSent >= now() - interval '4 days'";
    const first = await entities.list('Messages', { conditions, pageSize: 3 });
    const { entities: rows, nextPageToken: pageToken } = first;
    expect(sidsOf(rows)).toEqual(messages.slice(0, 3).map(({ sid }) => sid));
    const second = await entities.list('Messages', { conditions, pageSize: 3, pageToken });
    expect(sidsOf(second.entities)).toEqual(messages.slice(3, 5).map(({ sid }) => sid));
  });

  test('a page token of a sorted list keeps the time, and is refused if the condition has another interval', async () => {
    network.use(serveList('messages', messages, []));
    const { entities } = openEntities();
    const list = (days: number, pageToken?: string) =>
      entities.list('Messages', {
        conditions: `DateSent >= now() - interval '${days} days'`,
        sortBy: { field: 'Sid' },
        pageSize: 4,
        pageToken,
      });
    const { nextPageToken } = await list(4);
    expect((await list(4, nextPageToken)).entities).toHaveLength(1);
    await expect(list(5, nextPageToken)).rejects.toMatchObject({ code: 'INVALID_PAGE_TOKEN' });
  });

  test('a bulk delete reads the clock once', async () => {
    const deletes = messages.map(({ sid }) => answer(`/Messages/${sid}.json`, [], () => undefined, 204));
    network.use(serveList('messages', messages, []), ...deletes);
    const { entities, readings } = openEntities();
    const outcome = await entities.deleteMany('Messages', { conditions: "DateSent < now() - interval '2 days'" });
    expect(outcome).toMatchObject({ found: 3, done: 3 });
    expect(readings()).toBe(1);
  });

  test.each([
    ['StartDate >= now()', ['2026-12-01'], { StartDate: '2026-11-30' }],
    ['StartDate >= CURRENT_DATE', ['2026-11-30', '2026-12-01'], { StartDate: '2026-11-30' }],
    ['StartDate < now()', ['2026-11-29', '2026-11-30'], {}],
    ['EndDate < now()', ['2026-11-29', '2026-11-30'], { EndDate: '2026-11-30' }],
    ['EndDate <= now()', ['2026-11-29', '2026-11-30'], { EndDate: '2026-11-30' }],
    ['StartDate = now()', [], { StartDate: '2026-11-30' }],
    ["StartDate = '2026-11-30T00:00:00Z'", ['2026-11-30'], { StartDate: '2026-11-30' }],
  ])('in %s, a date counts as midnight', async (conditions, days, query) => {
    const records = ['2026-11-29', '2026-11-30', '2026-12-01'].map((day) => ({ start_date: day, end_date: day }));
    const queries: object[] = [];
    network.use(
      answer('/Usage/Records.json', [], ({ url }) => {
        queries.push(Object.fromEntries(new URL(url).searchParams));
        return { usage_records: records };
      }),
    );
    const { entities: rows } = await openEntities().entities.list('UsageRecords', { conditions });
    expect(rows.map(({ StartDate }) => StartDate)).toEqual(days);
    expect(queries[0]).toMatchObject(query);
  });
});
