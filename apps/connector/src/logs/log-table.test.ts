import { afterEach, expect, test } from 'vitest';
import { LOGGED, type LogsBed, openLogsBed, START_MS } from '../../test/logs-bed.js';

let bed: LogsBed;
afterEach(() => bed.close());

const OTHER = 'projects/p/locations/l/connections/other';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const durations = async (connection = LOGGED) =>
  (await bed.all({ logs: [{ connection }] })).map(({ payload }) => payload.durationMs);
const sources = () =>
  bed.store.selectFrom('log_sources').select(['connection', 'project', 'entries']).orderBy('connection').execute();

test('a log keeps its newest entries up to the bound, but for a batch, and that of another connection is not touched', async () => {
  bed = await openLogsBed({ maxEntries: 50 });
  bed.settings.set(OTHER, { level: 'INFO', hasPayloads: false });
  bed.call({ resource: OTHER, durationMs: 1 });
  for (let index = 0; index < 1000; index += 1) bed.call({ durationMs: index });
  const kept = await durations();
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 1000 - kept.length + index));
  expect(kept.length).toBeGreaterThan(45);
  expect(kept.length).toBeLessThanOrEqual(50);
  expect(await durations(OTHER)).toEqual([1]);
  expect(await sources()).toEqual([
    { connection: LOGGED, project: 'p', entries: kept.length },
    { connection: OTHER, project: 'p', entries: 1 },
  ]);
});

test('beyond the bound of all logs together, the largest log gives way', async () => {
  bed = await openLogsBed({ maxBytes: 100_000 });
  bed.settings.set(OTHER, { level: 'INFO', hasPayloads: false });
  bed.call({ resource: OTHER, durationMs: 1 });
  for (let index = 0; index < 3000; index += 1) bed.call({ durationMs: index });
  expect(await durations(OTHER)).toEqual([1]);
  const kept = await durations();
  expect([kept.length > 0, kept.length < 250, kept.at(-1)]).toEqual([true, true, 2999]);
  const { bytes } = await bed.store
    .selectFrom('log_sources')
    .select(({ fn }) => fn.sum<number>('bytes').as('bytes'))
    .executeTakeFirstOrThrow();
  expect(bytes).toBeLessThanOrEqual(100_000);
});

test('entries are deleted when they are too old, whether or not their connection still exists', async () => {
  bed = await openLogsBed();
  bed.settings.set(OTHER, { level: 'INFO', hasPayloads: false });
  bed.call({ durationMs: 1, startMs: START_MS - 40 * DAY_MS });
  bed.call({ durationMs: 2, startMs: START_MS - 29 * DAY_MS });
  bed.call({ durationMs: 3, resource: OTHER, startMs: START_MS - 31 * DAY_MS });
  await bed.logs.flush();
  bed.settings.clear();
  expect(await bed.logs.purge({ now: START_MS })).toBe(2);
  expect([await durations(), await durations(OTHER)]).toEqual([[2], []]);
  expect(await sources()).toEqual([{ connection: LOGGED, project: 'p', entries: 1 }]);
  expect(await bed.logs.sources('p')).toEqual([LOGGED]);
});

test('the counts of a log are those of its rows after inserts, trims and purges', async () => {
  bed = await openLogsBed({ maxEntries: 30 });
  for (let index = 0; index < 300; index += 1) {
    bed.call({ startMs: START_MS + index * MINUTE_MS, method: `😀${'x'.repeat(index)}`, subject: undefined });
    if (index % 70 === 0) await bed.logs.flush();
  }
  await bed.logs.flush();
  await bed.logs.purge({ now: START_MS + 290 * MINUTE_MS + 30 * DAY_MS });
  const rows = await bed.store.selectFrom('log_batches').select(['entries', 'bytes', 'content']).execute();
  const content = rows.flatMap((row) => JSON.parse(row.content) as unknown[]);
  const [source] = await bed.store.selectFrom('log_sources').select(['entries', 'bytes']).execute();
  const bytes = rows.reduce((sum, row) => sum + row.content.length + 400, 0);
  expect(source).toEqual({ entries: content.length, bytes });
  expect(content).toHaveLength(10);
});
