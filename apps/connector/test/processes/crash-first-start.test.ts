import { expect, test } from 'vitest';
import { cutFirstStarts, stepsOf } from '../crash/first-start.ts';

test('a first start that is killed at any of its disk writes leaves a folder on which the next start succeeds', async () => {
  // Every step for the folder, token and vault key, then a few of the many table steps. `crash` in benchmarks takes all.
  const { count, flaws } = await cutFirstStarts(stepsOf(12, 25));
  expect(flaws).toEqual([]);
  expect(count).toBeGreaterThan(12);
}, 240_000);
