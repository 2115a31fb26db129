import { expect, test } from 'vitest';
import { createRate } from './rate-limit.js';

test('at most so many requests pass in any second, wherever it begins', () => {
  let time = 0;
  const isWithinRate = createRate(3, () => time);
  const at = (ms: number) => {
    time = ms;
    return isWithinRate();
  };
  expect([0, 500, 900, 999].map(at)).toEqual([true, true, true, false]);
  expect([1000, 1001, 1499, 1500, 1501].map(at)).toEqual([true, false, false, true, false]);
});

test('without a limit all pass; with none left, none', () => {
  const unlimited = createRate(undefined, () => 0);
  expect(Array.from({ length: 1000 }, unlimited)).not.toContain(false);
  expect(createRate(0, () => 0)()).toBe(false);
});
