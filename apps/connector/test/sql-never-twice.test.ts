import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertUnderFaults, type Tally } from './sql-never-twice.js';
import { startTestBed, type TestBed } from './test-bed.js';

/** 500 by hand: `SQL_WRITES=500 npx vitest run test/sql-never-twice.test.ts`. */
const STATEMENTS = Number(process.env.SQL_WRITES ?? 25);

/** Shows the figures of a run by hand. */
const report = (way: string, tally: Tally) => process.env.SQL_WRITES && console.info(way, tally);

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_MIN_NODES: '100' });
});
afterAll(() => bed.close());

describe(`${STATEMENTS} INSERTs of two rows under every fault`, () => {
  test('without keys, each row is sent at most once, and each answer is what Twilio has', async () => {
    const tally = await insertUnderFaults(bed, STATEMENTS, false);
    report('without keys', tally);
    expect(tally.repeated).toBe(0);
    expect(tally.done).toBeGreaterThan(STATEMENTS / 2);
    expect(tally.unknown).toBeGreaterThan(0);
    expect(tally.failed).toBeGreaterThan(0);
  }, 120_000);

  test('with keys, each statement is repeated until it is done, and no row is sent twice', async () => {
    const tally = await insertUnderFaults(bed, STATEMENTS, true);
    report('with keys', tally);
    expect(tally.repeated).toBeGreaterThan(0);
    expect(tally.refused).toBeGreaterThan(tally.failed);
    expect(tally.unknown).toBeGreaterThan(0);
  }, 120_000);
});
