import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LogsBed, openLogsBed, START_MS } from '../../test/logs-bed.js';
import type { LogEntry } from './log-entry.js';
import { createLogTable } from './log-table.js';
import { type LogRange, readInOrder } from './read-in-order.js';

let bed: LogsBed;
beforeEach(async () => {
  bed = await openLogsBed();
});
afterEach(() => bed.close());

const LOGS = ['a', 'b', 'c'].map((connection) => ({ connection: `projects/p/locations/l/connections/${connection}` }));

/** A generator of the same numbers from 0 to 1 for the same seed (https://en.wikipedia.org/wiki/Lehmer_random_number_generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Two processes store entries of three logs side by side, in batches that overlap. @returns all of them */
async function fill(random: () => number, count: number): Promise<readonly LogEntry[]> {
  const tables = [1, 2].map((writer) =>
    createLogTable({
      store: bed.store,
      maxEntries: 1e6,
      maxBytes: 1e12,
      random: (bytes) => new Uint8Array(bytes).fill(writer),
    }),
  );
  let timeMs = START_MS;
  for (let index = 0; index < count;) {
    const entries = Array.from({ length: 1 + Math.floor(random() * 30) }, () => {
      timeMs += Math.floor(random() * 3000);
      index += 1;
      const { connection = '' } = LOGS[Math.floor(random() * 3)] ?? {};
      // Late by up to a batch of the other process.
      const late = Math.floor(random() * 4000);
      const severity = random() < 0.1 ? ('ERROR' as const) : ('INFO' as const);
      return { timeMs: timeMs - late, connection, severity, payload: { message: '', durationMs: index } };
    });
    await tables[index % 2]?.insert(entries, timeMs);
  }
  const rows = await bed.store.selectFrom('log_batches').select('content').execute();
  return rows.flatMap(({ content }) => JSON.parse(content) as LogEntry[]).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function read(range: Partial<LogRange>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const entries of readInOrder(bed.store, { logs: LOGS, order: 'asc', ...range })) {
    ids.push(...entries.map(({ id }) => id));
  }
  return ids;
}

test.each([1, 2, 3])('entries of overlapping batches are read in order, from any place (seed %i)', async (seed) => {
  const random = randomFrom(seed);
  const all = await fill(random, 1500);
  const ids = all.map(({ id }) => id);
  expect(await read({})).toEqual(ids);
  expect(await read({ order: 'desc' })).toEqual(ids.toReversed());
  for (let turn = 0; turn < 10; turn += 1) {
    const place = Math.floor(random() * ids.length);
    const after = ids[place];
    expect(await read({ after })).toEqual(ids.slice(place + 1));
    expect(await read({ after, order: 'desc' })).toEqual(ids.slice(0, place).toReversed());
    const [fromMs, toMs] = [place * 900, place * 900 + 400_000].map((ms) => START_MS + ms) as [number, number];
    const inRange = ids.filter(
      (id) => Number.parseInt(id.slice(0, 12), 16) >= fromMs && Number.parseInt(id.slice(0, 12), 16) < toMs,
    );
    expect(await read({ fromMs, toMs })).toEqual(inRange);
    expect(await read({ fromMs, toMs, order: 'desc' })).toEqual(inRange.toReversed());
  }
  const failed = all.filter(({ severity }) => Number(severity) === 500).map(({ id }) => id);
  expect(await read({ leastSeverity: 400 })).toEqual(failed);
  expect(await read({ leastSeverity: 400, order: 'desc' })).toEqual(failed.toReversed());
});

test('a reader that stops reads no further batches', async () => {
  await fill(randomFrom(4), 3000);
  let some = 0;
  for await (const entries of readInOrder(bed.store, { logs: LOGS, order: 'desc' })) {
    some += entries.length;
    break;
  }
  expect(some).toBeLessThanOrEqual(250);
});

test.each(['asc', 'desc'] as const)(
  'the first page of many logs takes one look-up for all of them, in the order %s',
  async (order) => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      connection: `projects/p/locations/l/connections/c${index}`,
    }));
    const table = createLogTable({
      store: bed.store,
      maxEntries: 1e6,
      maxBytes: 1e12,
      random: (bytes) => new Uint8Array(bytes),
    });
    const entries = many.map(({ connection }, index) => ({
      timeMs: START_MS + index,
      connection,
      severity: 'INFO' as const,
      payload: { message: '', durationMs: index },
    }));
    await table.insert(entries, START_MS);
    let statements = 0;
    const counting = bed.store.withPlugin({
      transformQuery({ node }) {
        statements += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const logs = [...many, { connection: 'projects/p/locations/l/connections/without-a-log' }];
    const found: unknown[] = [];
    for await (const some of readInOrder(counting, { logs, order })) {
      if (found.length === 0) expect(statements).toBe(2);
      found.push(...some.map(({ payload }) => payload.durationMs));
    }
    const wanted = entries.map(({ payload }) => payload.durationMs);
    expect(found).toEqual(order === 'asc' ? wanted : wanted.toReversed());
  },
);
