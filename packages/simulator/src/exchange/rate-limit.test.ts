import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.js';

test('a rate limit admits that many requests in any window of one second', () => {
  let time = 0;
  const isWithinRate = createRateLimit(3, () => time);
  const at = (ms: number) => {
    time = ms;
    return isWithinRate();
  };
  expect([0, 500, 900, 999].map(at)).toEqual([true, true, true, false]);
  expect([1000, 1001, 1499, 1500, 1501].map(at)).toEqual([true, false, false, true, false]);
});

test('an undefined limit admits every request, and a limit of 0 admits none', () => {
  const unlimited = createRateLimit(undefined, () => 0);
  expect(Array.from({ length: 1000 }, unlimited)).not.toContain(false);
  expect(createRateLimit(0, () => 0)()).toBe(false);
});
