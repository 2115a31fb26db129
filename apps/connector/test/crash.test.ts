import { beforeAll, expect, test } from 'vitest';
import { buildCommand } from './command-line.js';
import { runCrashes } from './crash/run.ts';

const KILLS = 50;

beforeAll(buildCommand);

test(`${KILLS} times kill -9 during writes: nothing lost, half, doubled or stuck, and every start succeeds`, async () => {
  const { counts, flaws } = await runCrashes({ kills: KILLS, lanes: 2, seed: 1 });
  expect(flaws).toEqual([]);
  expect(counts.kills).toBeGreaterThanOrEqual(KILLS);
  // The kills did strike: writes were under way, and were repeated.
  expect(counts.acknowledged).toBeGreaterThan(KILLS);
  expect(counts.unanswered).toBeGreaterThan(KILLS);
  expect(counts.repeated).toBeGreaterThan(0);
}, 300_000);
