import { describe, expect, test } from 'vitest';
import { type Row, textOf } from '../src/model/row.js';
import { resources } from '../src/resources/registry.js';
import { rowsOf, simulate, START } from './simulate.js';

const DAY_MS = 86_400_000;
/** Times that can be in the future. */
const DEADLINES = new Set(['valid_until', 'valid_until_date', 'send_at']);
/** Pairs of times of which the first is never later than the second. */
const ORDERED = [
  ['date_created', 'date_updated'],
  ['date_created', 'start_time'],
  ['start_time', 'end_time'],
  ['create_time', 'start_time'],
  ['date_created', 'date_sent'],
  ['date_sent', 'date_updated'],
  ['start_date', 'end_date'],
] as const;

const SETTINGS = [
  { rows: 200, seed: 1 },
  { rows: 200, seed: 7 },
  { rows: 5, seed: 2 },
  { rows: 0, seed: 3 },
  { rows: 20_000, seed: 4 },
];

const isTime = (value: unknown): value is number => typeof value === 'number' && value > 1e12;

describe.each(SETTINGS)('the seed of %j', (options) => {
  const { simulator } = simulate(options);
  const tables = new Map(resources.map(({ name }) => [name, simulator.snapshot(name)]));

  test(`no seeded time of ${JSON.stringify(options)} is in the future`, () => {
    for (const [name, rows] of tables) {
      for (const row of rows) {
        const future = Object.entries(row).filter(
          ([property, value]) => !DEADLINES.has(property) && isTime(value) && value > START,
        );
        expect([name, row.sid, future]).toEqual([name, row.sid, []]);
      }
    }
  });

  test(`no seeded entity of ${JSON.stringify(options)} ends before it starts or changes before it is made`, () => {
    const wrong = [...tables].flatMap(([name, rows]) =>
      rows.flatMap((row) =>
        ORDERED.filter(([from, to]) => isTime(row[from]) && isTime(row[to]) && row[from] > row[to]).map((pair) => [
          name,
          row.sid,
          pair,
        ]),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test(`no seeded entity of ${JSON.stringify(options)} is older than its parents or than what it refers to`, () => {
    const made = new Map([...tables.values()].flat().map((row) => [row.sid, Number(row.date_created)]));
    const ownTime = (row: Row) => Number(row.date_created ?? row.create_time ?? row.date_enqueued);
    const older = [...tables].flatMap(([name, rows]) =>
      rows.flatMap((row) =>
        Object.entries(row)
          // A user's conversation has the times of the conversation, which others may have begun.
          .filter(([property]) => name !== 'UserConversations' || property !== 'user_sid')
          .filter(([property, value]) => property.endsWith('_sid') && Number(made.get(String(value))) > ownTime(row))
          .map(([property, value]) => [name, row.sid, property, value]),
      ),
    );
    expect(older).toEqual([]);
  });
});

test('the seeded data lies before the start, most of it recently', async () => {
  const { get, ask } = simulate();
  const since = (days: number) => new Date(START - days * DAY_MS).toISOString();
  const count = async (path: string, collection: string) => rowsOf(await get(path), collection).length;
  const messages = (days: number) => count(`/Messages.json?PageSize=1000&DateSent%3E=${since(days)}`, 'messages');
  expect([await messages(1), await messages(30), await messages(365)]).toEqual([7, 39, 139]);
  expect(await count(`/Calls.json?StartTime%3E=${since(30)}`, 'calls')).toBeGreaterThan(10);
  expect(await count(`/Recordings.json?DateCreated%3E=${since(30)}`, 'recordings')).toBeGreaterThan(5);
  expect(await count('/Conferences.json?Status=in-progress', 'conferences')).toBe(1);
  const alerts = await ask('GET', 'monitor', `/v1/Alerts?StartDate=${since(30)}`);
  expect(rowsOf(alerts, 'alerts')).not.toHaveLength(0);
});

test('the seed stays where it is when the clock advances, also after a reset', () => {
  const { simulator } = simulate();
  simulator.advance(30 * DAY_MS);
  const times = () => simulator.snapshot('Messages').map(({ date_created: at }) => Number(at));
  const first = times();
  expect(Math.max(...first)).toBeLessThan(START);
  simulator.reset();
  expect(times()).toEqual(first);
});

test('`num_media` counts the media of every seeded message, and some messages have media', () => {
  const { simulator } = simulate();
  const media = simulator.snapshot('Media');
  for (const { sid, num_media: count, date_created: made } of simulator.snapshot('Messages')) {
    const own = media.filter(({ parent_sid: parent }) => parent === sid);
    expect([sid, own.length, own.every(({ date_created: at }) => at === made)]).toEqual([sid, Number(count), true]);
    expect(sid.startsWith(own.length > 0 ? 'MM' : 'SM')).toBe(true);
  }
  expect(media).toHaveLength(60);
});

test('calls in progress are either in the conference or in a queue', () => {
  const { simulator } = simulate();
  const sids = (rows: readonly Row[]) => rows.map((row) => textOf(row, 'call_sid') || row.sid).sort();
  const live = simulator.snapshot('Calls').filter(({ status }) => status === 'in-progress');
  const used = [...simulator.snapshot('Participants'), ...simulator.snapshot('Members')];
  expect(live).toHaveLength(6);
  expect(sids(used)).toEqual(sids(live));
});

test('the SIDs of the seed do not depend on when the simulator starts', () => {
  const sidsAt = (time: string) => {
    const { simulator } = simulate({ now: () => Date.parse(time) });
    const seeded = resources.filter(({ computed }) => !computed);
    return seeded.map(({ name }) => simulator.snapshot(name).map(({ sid, call_sid: call }) => [sid, call]));
  };
  expect(sidsAt('2026-11-30T00:00:01.234Z')).toEqual(sidsAt('2031-02-28T23:59:59Z'));
});
