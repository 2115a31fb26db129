import { expect, test } from 'vitest';
import { killIncrementalExports } from '../crash/incremental-kills.ts';

/** `crash` in benchmarks makes fifty. */
const KILLS = 4;

test(`after each of ${KILLS} kills, an incremental export goes on, and the destination equals the list in the end`, async () => {
  const { kills, resumed, flaws } = await killIncrementalExports({ kills: KILLS, seed: 3 });
  expect(flaws).toEqual([]);
  expect(kills).toBe(KILLS);
  // Every second kill comes when a part is complete.
  expect(resumed).toBeGreaterThanOrEqual(KILLS / 2);
}, 120_000);
