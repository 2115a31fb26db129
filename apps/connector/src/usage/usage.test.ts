import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ACTIVE,
  DAY,
  HOUR,
  MINUTE,
  NAME,
  nodeSecondsIn,
  openUsageBed,
  transactionsIn,
  type UsageBed,
} from '../../test/usage-bed.js';
import { percentile } from './histogram.js';

let bed: UsageBed;
beforeEach(async () => {
  bed = await openUsageBed();
});
afterEach(() => bed.close());

test('attempts and calls are in the bucket of ten seconds in which they ended, and shown once it has ended', async () => {
  bed.attempt();
  bed.attempt({ status: 429, waitMs: 5 });
  bed.attempt({ status: undefined, error: 'ECONNRESET', attempt: 2 });
  bed.call();
  bed.call({}, { code: 'RESOURCE_EXHAUSTED', reason: 'QUEUE_FULL' });
  bed.call({ subject: { operation: 'EXECUTE', action: 'SendMessage' } }, { code: 'UNAVAILABLE', reason: 'X' });
  bed.now += 9999;
  expect(await bed.points(HOUR)).toEqual([]);
  bed.now += 1;
  bed.attempt();
  const [point, ...others] = await bed.points(HOUR);
  expect(others).toEqual([]);
  expect(point).toMatchObject({ startMs: bed.now - 10_000, endMs: bed.now, state: 'ACTIVE' });
  const { transactions, throttled, refused, retries, calls, latencies, waits } = point!.counts;
  expect(Object.fromEntries(transactions)).toEqual({ 200: 1, 429: 1, ECONNRESET: 1 });
  expect({ throttled, refused, retries }).toEqual({ throttled: 1, refused: 1, retries: 1 });
  expect(Object.fromEntries(calls)).toEqual({
    'LIST\tMessages\tOK': 1,
    'LIST\tMessages\tRESOURCE_EXHAUSTED': 1,
    'EXECUTE\tSendMessage\tUNAVAILABLE': 1,
  });
  expect([latencies.count, latencies.sum, waits.count, waits.sum]).toEqual([3, 60, 3, 5]);
  expect(percentile(latencies, 0.95) / 20 - 1).toBeCloseTo(0, 1);
  expect(point!.nodes).toEqual({ min: 2, max: 2, seconds: 20 });
});

test('node-seconds follow every change of the number of nodes, and a suspended connection has none', async () => {
  bed.now += 2000;
  bed.usage.nodes({ connection: NAME, to: 7, atMs: bed.now });
  bed.connections = [{ ...ACTIVE, nodes: 7 }];
  bed.now += 5000;
  bed.connections = [{ ...ACTIVE, nodes: 0, state: 'INACTIVE' }];
  await bed.usage.connections('projects/p/');
  bed.now += 3000;
  expect((await bed.points(HOUR))[0]).toMatchObject({
    nodes: { min: 0, max: 7, seconds: 2 * 2 + 5 * 7 },
    state: 'INACTIVE',
  });
});

test('after an hour there are minutes, after a month hours, and every transaction is in each', async () => {
  for (let at = 0; at < 90; at += 1) {
    bed.attempt();
    await bed.passMinutes(1);
  }
  const points = await bed.points(2 * HOUR);
  expect(points.filter(({ startMs, endMs }) => endMs - startMs === MINUTE)).toHaveLength(30);
  expect(points.filter(({ startMs, endMs }) => endMs - startMs === 10_000)).toHaveLength(360);
  expect([transactionsIn(points), nodeSecondsIn(points)]).toEqual([90, 90 * 120]);
  await bed.passMinutes(100);
  await bed.usage.purge({ now: bed.now });
  const hours = await bed.points(4 * HOUR, HOUR);
  expect(hours[0]).toMatchObject({ endMs: hours[0]!.startMs + HOUR, nodes: { seconds: 7200 } });
  expect([transactionsIn(hours), nodeSecondsIn(hours)]).toEqual([90, 190 * 120]);
  expect([transactionsIn(await bed.points(4 * HOUR)), nodeSecondsIn(await bed.points(4 * HOUR))]).toEqual([
    90,
    190 * 120,
  ]);
  const joined = bed.store.selectFrom('usage').select(['step', 'length']).where('writer', '=', 0);
  expect(await joined.orderBy('start').orderBy('step').execute()).toEqual(
    [1, 2].flatMap(() => [
      { step: 1, length: 60 },
      { step: 60, length: 1 },
    ]),
  );
  bed.now += 31 * DAY;
  await bed.usage.purge({ now: bed.now });
  expect(await bed.store.selectFrom('usage').select('step').execute()).toEqual([
    { step: 60 },
    { step: 60 },
    { step: 60 },
    { step: 60 },
  ]);
  expect(transactionsIn(await bed.points(32 * DAY))).toBe(90);
  bed.now += 366 * DAY;
  await bed.usage.purge({ now: bed.now });
  expect(await bed.store.selectFrom('usage').selectAll().execute()).toEqual([]);
});

test('sums of hours are read only for hours that lie in the range as a whole, so that its start is exact', async () => {
  for (let at = 0; at < 250; at += 1) {
    bed.attempt();
    await bed.passMinutes(1);
  }
  await bed.usage.purge({ now: bed.now });
  const points = await bed.points(200 * MINUTE, HOUR);
  expect(points.filter(({ startMs, endMs }) => endMs - startMs === HOUR)).toHaveLength(2);
  expect([transactionsIn(points), nodeSecondsIn(points)]).toEqual([200, 200 * 120]);
});

test('a range that ends within an hour has the minutes of that hour, so that its end is exact', async () => {
  for (let at = 0; at < 250; at += 1) {
    bed.attempt();
    await bed.passMinutes(1);
  }
  await bed.usage.purge({ now: bed.now });
  // From 10:00 to 11:40, of which the first hour is read from its sum.
  const range = { connection: NAME, fromMs: bed.now - 250 * MINUTE, toMs: bed.now - 150 * MINUTE };
  const points = await bed.usage.read({ ...range, stepMs: HOUR });
  expect(points.filter(({ startMs, endMs }) => endMs - startMs === HOUR)).toHaveLength(1);
  expect([transactionsIn(points), nodeSecondsIn(points)]).toEqual([100, 100 * 120]);
});

test.each([
  ['close', 0],
  ['kill', 1],
] as const)('a restart by %s loses the transactions of at most the last minute: %d', async (how, lost) => {
  for (let at = 0; at < 3; at += 1) {
    bed.attempt();
    await bed.passMinutes(1);
  }
  bed.attempt();
  bed.now += 5000;
  await bed.restart(how);
  bed.attempt();
  await bed.passMinutes(1);
  expect(transactionsIn(await bed.points(HOUR))).toBe(5 - lost);
  await bed.restart('close');
  expect(transactionsIn(await bed.points(HOUR))).toBe(5 - lost);
});

test('an attempt that is counted in a minute while that minute is written is not lost', async () => {
  bed.attempt();
  const endMs = bed.now;
  bed.now += MINUTE;
  let sent = 1;
  let isWritten = false;
  void bed.usage.flush().then(() => (isWritten = true));
  for (; !isWritten; sent += 1) {
    bed.attempt({ endMs });
    await Promise.resolve();
  }
  await bed.passMinutes(1);
  await bed.restart('kill');
  expect(transactionsIn(await bed.points(HOUR))).toBe(sent);
});

test('after a restart, the points of the minute in which it happened are in order', async () => {
  bed.attempt();
  bed.now += 20_000;
  await bed.restart('close');
  bed.attempt();
  bed.now += 40_000;
  const ends = (await bed.points(HOUR)).map(({ endMs }) => endMs);
  expect([ends.length > 1, ends]).toEqual([true, ends.toSorted((a, b) => a - b)]);
});

test('an hour without calls takes one row per connection, however many minutes were written', async () => {
  await bed.passMinutes(120);
  const rows = await bed.store.selectFrom('usage').select(['start', 'length']).orderBy('start').execute();
  expect(rows.map(({ length }) => length)).toEqual([60, 60]);
  const points = await bed.points(2 * HOUR);
  expect(points.filter(({ startMs, endMs }) => endMs - startMs === MINUTE)).toHaveLength(60);
  expect(nodeSecondsIn(points)).toBe(7200 * 2);
});

test('usage of a deleted connection is kept for 30 days, and a connection that is created again keeps it', async () => {
  bed.attempt();
  await bed.passMinutes(1);
  bed.connections = [];
  await bed.passMinutes(1);
  expect(await bed.usage.connections('projects/p/')).toEqual([NAME]);
  await bed.passMinutes(400);
  await bed.usage.purge({ now: bed.now + 29 * DAY });
  expect(transactionsIn(await bed.points(DAY))).toBe(1);
  expect(
    await bed.store
      .selectFrom('usage')
      .select('start')
      .where('start', '>', bed.now / MINUTE - 400)
      .execute(),
  ).toEqual([]);
  bed.connections = [ACTIVE];
  await bed.passMinutes(1);
  await bed.usage.purge({ now: bed.now + 31 * DAY });
  expect(await bed.usage.connections('projects/p/')).toEqual([NAME]);
  bed.connections = [];
  await bed.passMinutes(70);
  await bed.usage.purge({ now: bed.now + 31 * DAY });
  expect(await bed.usage.connections('projects/p/')).toEqual([]);
  expect(await bed.store.selectFrom('usage').selectAll().execute()).toEqual([]);
});

test('callers who make up names create neither connections nor more than a bounded number of series', async () => {
  const invented = 'projects/p/locations/l/connections/invented';
  bed.call({ resource: invented, subject: undefined }, { code: 'PERMISSION_DENIED', reason: 'X' });
  for (let index = 0; index < 2000; index += 1) {
    bed.call({ subject: { operation: 'LIST', entityType: `Invented${index}` } });
  }
  bed.now += 10_000;
  const [point] = await bed.points(HOUR);
  expect(point!.counts.calls.size).toBeLessThanOrEqual(501);
  expect([...point!.counts.calls.values()].reduce((sum, one) => sum + one)).toBe(2000);
  expect(await bed.usage.connections('projects/')).toEqual([NAME]);
});
