import { expect, test } from 'vitest';
import { killExports } from '../crash/export-kills.ts';

/** `crash` in benchmarks makes fifty. */
const KILLS = 8;

test(`after each of ${KILLS} kills, an export goes on without reading a complete part again, and is exact in the end`, async () => {
  const { kills, partsKept, flaws } = await killExports({ kills: KILLS, seed: 2 });
  expect(flaws).toEqual([]);
  expect(kills).toBe(KILLS);
  // Every second kill comes when a part is complete.
  expect(partsKept).toBeGreaterThanOrEqual(KILLS / 2);
}, 120_000);
