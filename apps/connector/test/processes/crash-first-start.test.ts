import { expect, test } from 'vitest';
import { cutFirstStarts, killFirstStart, stepsOf } from '../crash/first-start.ts';

test('a first start that is killed at any of its disk writes leaves a folder on which the next start succeeds', async () => {
  // Every step for the folder, token and vault key, then every fifth of the many table steps. `crash` in benchmarks takes all.
  const { count, flaws } = await cutFirstStarts(stepsOf(12, 5));
  expect(flaws).toEqual([]);
  expect(count).toBeGreaterThan(12);
}, 240_000);

test('a first start that is killed after a delay leaves a folder on which the next start succeeds', async () => {
  const cut = await Promise.all([150, 300, 400].map(killFirstStart));
  expect(cut.map(({ flaw }) => flaw)).toEqual([undefined, undefined, undefined]);
}, 60_000);
