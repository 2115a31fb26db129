import { afterEach, beforeEach, expect, test } from 'vitest';
import { LOGGED, type LogsBed, openLogsBed, START_MS } from '../../test/logs-bed.js';
import { idAt } from '../store/time-ids.js';
import type { LogQuery } from './log-list.js';

let bed: LogsBed;
beforeEach(async () => {
  bed = await openLogsBed();
});
afterEach(() => bed.close());

const QUERY: LogQuery = { logs: [{ connection: LOGGED }], order: 'asc', pageSize: 100 };

/** Reads every page. @returns the durations of the entries, which tell them apart, and the number of pages */
async function readAll(query: Partial<LogQuery> = {}) {
  const found: unknown[] = [];
  let pages = 0;
  for (let after: string | undefined, isMore = true; isMore; pages += 1) {
    const page = await bed.logs.list({ ...QUERY, ...query, after });
    found.push(...page.entries.map(({ payload }) => payload.durationMs));
    after = page.next;
    isMore = page.next !== undefined;
  }
  return { found, pages };
}

/** One entry a second. */
function fill(count: number, resource = LOGGED, first = 0) {
  bed.settings.set(resource, { level: 'INFO', hasPayloads: false });
  for (let index = first; index < first + count; index += 1) {
    bed.call({ resource, startMs: START_MS + index * 1000 - index, durationMs: index });
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test.each(['asc', 'desc'] as const)('the pages of a log in the order %s have each entry once', async (order) => {
  fill(57);
  const wanted = order === 'asc' ? range(0, 57) : range(0, 57).reverse();
  expect(await readAll({ order, pageSize: 10 })).toEqual({ found: wanted, pages: 6 });
});

test.each(['asc', 'desc'] as const)('several logs are read as one in the order %s', async (order) => {
  // One log is much longer, so that it is cut off while the others are complete.
  fill(500);
  fill(30, `${LOGGED}-2`, 480);
  fill(3, `${LOGGED}-3`, 100);
  const logs = [LOGGED, `${LOGGED}-2`, `${LOGGED}-3`].map((connection) => ({ connection }));
  const all = [...range(0, 500), ...range(480, 510), ...range(100, 103)].sort((a, b) => a - b);
  const { found } = await readAll({ logs, order, pageSize: 17 });
  expect(found).toEqual(order === 'asc' ? all : all.reverse());
});

test('a time range includes its begin and excludes its end', async () => {
  fill(20);
  expect((await readAll({ fromMs: START_MS + 5000, toMs: START_MS + 8000 })).found).toEqual([5, 6, 7]);
});

test('a log that is readable from a time on hides the entries before it, also in a look-up by call', async () => {
  fill(4);
  const logs = [{ connection: LOGGED, fromMs: START_MS + 2000 }];
  expect((await readAll({ logs })).found).toEqual([2, 3]);
  expect((await readAll({ logs, callId: '2'.padStart(32, '0') })).found).toEqual([]);
  expect((await readAll({ logs, callId: '3'.padStart(32, '0') })).found).toEqual([2]);
});

test('an entry that arrives late is not lost to a reader of later ones', async () => {
  bed.call({ durationMs: 20 });
  const { last: after } = await bed.logs.list(QUERY);
  bed.call({ durationMs: 15 });
  const { entries } = await bed.logs.list({ ...QUERY, after });
  expect(entries.map(({ payload }) => payload.durationMs)).toEqual([15]);
});

test('the outcome of a call does not come before its last attempt, whose time is from another clock', async () => {
  bed.settings.set(LOGGED, { level: 'DEBUG', hasPayloads: false });
  const id = 'a'.repeat(32);
  bed.attempt({ endMs: START_MS + 6, origin: { call: id } });
  bed.call({ id, durationMs: 5 });
  const { entries } = await bed.logs.list(QUERY);
  expect(entries.map(({ place }) => place)).toEqual(['first', 'last']);
});

test('the entries of a call are found by its id, only in the logs that were asked for', async () => {
  fill(5);
  const callId = '3'.padStart(32, '0');
  expect((await readAll({ callId })).found).toEqual([2]);
  expect((await readAll({ callId, logs: [{ connection: `${LOGGED}-2` }] })).found).toEqual([]);
});

test('a filter that few entries match reads a bounded number of entries for each page', async () => {
  fill(5000);
  let read = 0;
  const matches: LogQuery['matches'] = ({ payload }) => {
    read += 1;
    return payload.durationMs === 4990;
  };
  const first = await bed.logs.list({ ...QUERY, matches });
  expect([first.entries, first.next === undefined, read <= 2000]).toEqual([[], false, true]);
  expect(await readAll({ matches })).toEqual({ found: [4990], pages: 3 });
});

test('a severity is found without reading the batches that do not have it', async () => {
  fill(3000);
  bed.call({ durationMs: 1, failure: { code: 'INTERNAL', reason: 'INTERNAL', message: '' } });
  expect(await readAll({ leastSeverity: 400 })).toEqual({ found: [1], pages: 1 });
});

test.each(['asc', 'desc'] as const)(
  'a call is found by the time in its id in the order %s, without the entries before it',
  async (order) => {
    fill(4000);
    bed.settings.set(LOGGED, { level: 'DEBUG', hasPayloads: false });
    const id = `${idAt(START_MS + 3_000_000)}7${'0'.repeat(3)}8${'0'.repeat(15)}`;
    bed.attempt({ endMs: START_MS + 3_000_500, origin: { call: id } });
    bed.attempt({ endMs: START_MS + 3_000_700, origin: { call: id }, attempt: 2 });
    bed.call({ id, startMs: START_MS + 3_000_000, durationMs: 1000 });
    const { entries, next } = await bed.logs.list({ ...QUERY, callId: id, order });
    const places = ['first', undefined, 'last'];
    expect(entries.map(({ place }) => place)).toEqual(order === 'asc' ? places : places.toReversed());
    expect(next).toBeUndefined();
  },
);

test('a filter is applied to a few entries at a time, between which others are served', async () => {
  fill(500);
  let filtered = 0;
  const slices: number[] = [];
  await bed.logs.list({
    ...QUERY,
    matches() {
      filtered += 1;
      return false;
    },
    async pause() {
      slices.push(filtered);
      filtered = 0;
    },
  });
  expect(slices.reduce((sum, count) => sum + count, filtered)).toBe(500);
  expect(Math.max(filtered, ...slices)).toBeLessThanOrEqual(20);
});
