import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, createPgliteEngine } from '../src/index.js';
import { createOracle, type Oracle } from './oracle.js';
import { LOCAL_TIME_QUESTIONS } from './local-time-questions.js';
import { QUESTIONS } from './questions.js';
import { createSource } from './source.js';
import { createWorld, NOW } from './world.js';

const world = createWorld();
const engine = createPgliteEngine({ hasSpare: false });
let oracle: Oracle;
beforeAll(async () => (oracle = await createOracle(world)));
afterAll(() => Promise.all([oracle.close(), engine.close()]));

const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted();

test.each(Object.entries({ ...QUESTIONS, ...LOCAL_TIME_QUESTIONS }))(
  'a query with %s is answered exactly and within its requests',
  async (_name, question) => {
    const { sql, requests, parameters = [], timeZone = 'UTC', from } = question;
    const source = createSource(world);
    // A database of its own has learned nothing from other queries.
    const database = createDatabase({
      catalog: { tables: world.map(({ table }) => table) },
      scan: source.scan,
      engine,
      now: () => NOW,
    });
    const result = await database.query(sql, { parameters, timeZone });
    const expected = sorted(await oracle.query(sql, parameters, timeZone));
    if (from === undefined) expect(sorted(result.rows)).toEqual(expected);
    else {
      expect(result.rows).toHaveLength(expected.length);
      expect(sorted(await oracle.query(from, parameters, timeZone))).toEqual(
        expect.arrayContaining([...sorted(result.rows)]),
      );
    }
    const total = Object.values(source.sent).reduce((sum, count) => sum + count, 0);
    expect({ requests: total, sent: source.sent, tables: result.tables }).toSatisfy(() => total <= requests);
    expect(result.requests).toBe(total);
  },
);
