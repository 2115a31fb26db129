import { expect, test } from 'vitest';
import { checkReadLimit } from './read-limit.js';

const DAY_MS = 86_400_000;
const lastDays = (days: number) => ({ startMs: 0, endMs: days * DAY_MS });

test('a request may read the minutes of eleven connections for a month, and the hours of many for a year', () => {
  checkReadLimit(11, lastDays(30), 60_000);
  checkReadLimit(1, lastDays(10_000), 60_000);
  checkReadLimit(50, lastDays(400), 3_600_000);
  expect(() => checkReadLimit(12, lastDays(30), 60_000)).toThrow(
    /interval.startTime covers more than 500000 points; name/,
  );
  expect(() => checkReadLimit(60, lastDays(400), 3_600_000)).toThrow(/shorten the interval/);
});
