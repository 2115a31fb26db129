import { expect, test } from 'vitest';
import { runCrashes } from '../crash/run.ts';

/** `crash` in benchmarks makes a thousand. */
const KILLS = 16;

test(`after each of ${KILLS} kills during writes, nothing is lost, partial, doubled or stuck, and the next start succeeds`, async () => {
  const { counts, flaws } = await runCrashes({ kills: KILLS, lanes: 2, seed: 1 });
  expect(flaws).toEqual([]);
  expect(counts.kills).toBeGreaterThanOrEqual(KILLS);
  // Proof that the kills interrupted writes, which were then retried.
  expect(counts.acknowledged).toBeGreaterThan(KILLS);
  expect(counts.unanswered).toBeGreaterThan(KILLS);
  expect(counts.repeated).toBeGreaterThan(0);
}, 300_000);
