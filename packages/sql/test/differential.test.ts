import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, createPgliteEngine, isSqlError } from '../src/index.js';
import { createOracle, type Oracle } from './oracle.js';
import { type RandomQuery, randomQuery } from './random-query.js';
import { createRandom } from './random.js';
import { createSource } from './source.js';
import { createWorld, NOW } from './world.js';

/** `SQL_FUZZ=seed:count` runs others, such as `SQL_FUZZ=1:50000`. */
const [SEED = 20_261_130, COUNT = 2_000] = (process.env.SQL_FUZZ ?? '').split(':').filter(Boolean).map(Number);

// Small pages, so that lists have several.
const world = createWorld(0.08).map(({ table, rows }) => ({
  rows,
  table: { ...table, pageSize: Math.ceil(table.pageSize / 8) },
}));
const tables = world.map(({ table }) => table);
const engine = createPgliteEngine({ hasSpare: false });
let oracle: Oracle;
beforeAll(async () => (oracle = await createOracle(world)));
afterAll(() => Promise.all([oracle.close(), engine.close()]));

const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted();

/** The rows of an answer, or the code of its error. */
async function answer(run: () => Promise<readonly (readonly unknown[])[]>): Promise<readonly string[] | string> {
  try {
    return sorted(await run());
  } catch (error) {
    if (isSqlError(error)) return error.sqlState;
    const { code } = error as { readonly code?: string };
    if (code === undefined) throw error;
    return code;
  }
}

test(
  `${COUNT} random queries have the same answers as over plain tables, from seed ${SEED}`,
  { timeout: 3_600_000 },
  async () => {
    const random = createRandom(SEED);
    const source = createSource(world, createRandom(SEED + 1));
    const database = createDatabase({
      catalog: { tables },
      scan: source.scan,
      engine,
      now: () => NOW,
      maxRequests: 100_000,
    });
    let errors = 0;
    let pages = 0;
    for (let index = 0; index < COUNT; index += 1) {
      const query = randomQuery(random, tables);
      const { sql, parameters, timeZone } = query;
      const expected = await answer(() => oracle.query(sql, parameters, timeZone));
      const actual = await answer(async () => (await database.query(sql, { parameters, timeZone })).rows);
      if (typeof expected === 'string') errors += 1;
      pages += pagesNamedBy(sql);
      await expectSame(query, { expected, actual, label: `query ${index} of seed ${SEED}: ${JSON.stringify(query)}` });
    }
    // Queries that fail prove little, and so do those that read whole tables.
    expect(errors).toBeLessThan(COUNT / 20);
    // A table that can only be read by values takes a request for each.
    const { participants: _, ...sent } = source.sent;
    const requests = Object.values(sent).reduce((sum, count) => sum + count, 0);
    expect(requests).toBeLessThan(0.8 * pages);
  },
);

/** The pages of all tables that a query names. */
function pagesNamedBy(sql: string): number {
  const named = world.flatMap((each) =>
    sql
      .split(new RegExp(`\\b${each.table.name}\\b`))
      .slice(1)
      .map(() => each),
  );
  return named.reduce((sum, { table, rows }) => sum + Math.ceil(rows.length / table.pageSize), 0);
}

async function expectSame(
  { from, parameters, timeZone }: RandomQuery,
  {
    expected,
    actual,
    label,
  }: {
    readonly expected: readonly string[] | string;
    readonly actual: readonly string[] | string;
    readonly label: string;
  },
): Promise<void> {
  if (from === undefined || typeof expected === 'string') return expect(actual, label).toEqual(expected);
  expect(actual, label).toHaveLength(expected.length);
  const all = await answer(() => oracle.query(from, parameters, timeZone));
  const rest = new Map<string, number>();
  for (const row of all) rest.set(row, (rest.get(row) ?? 0) + 1);
  for (const row of actual) {
    expect(rest.get(row), `${row} in ${label}`).toBeGreaterThan(0);
    rest.set(row, (rest.get(row) ?? 0) - 1);
  }
}
