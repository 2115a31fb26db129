import { beforeAll, expect, test } from 'vitest';
import { buildCommand } from './command-line.js';
import { cutFirstStarts, killFirstStart, stepsOf } from './crash/first-start.ts';

beforeAll(buildCommand);

test('a first start that is ended at one of its changes on the disk leaves what the next one starts on', async () => {
  // The folder, the token and the vault key at each; of the many of the tables every fifth. benchmarks' `crash` takes all.
  const { count, flaws } = await cutFirstStarts(stepsOf(12, 5));
  expect(flaws).toEqual([]);
  expect(count).toBeGreaterThan(12);
}, 240_000);

test('so does one that is ended by the clock', async () => {
  const cut = await Promise.all([150, 300, 400].map(killFirstStart));
  expect(cut.map(({ flaw }) => flaw)).toEqual([undefined, undefined, undefined]);
}, 60_000);
