import { describe, expect, test } from 'vitest';
import { conditionWithin, newestOf, reachOf } from './reach.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-30T12:00:00Z');
const from = (watermarkMs: number | null, lookBackMs = DAY_MS) =>
  reachOf({ column: 'DateSent', watermarkMs, lookBackMs, nowMs: NOW })?.fromMs;

describe('a run reads', () => {
  test('from the newest time that was seen, less the look-back window', () => {
    expect(from(NOW - 5 * DAY_MS)).toBe(NOW - 6 * DAY_MS);
  });

  test('not only from a time in the future, which would hide all rows before it', () => {
    expect(from(NOW + 365 * DAY_MS)).toBe(NOW - DAY_MS);
  });

  test('whole seconds, because a condition has no others', () => {
    expect(from(NOW - 1, 0)).toBe(NOW - 1000);
  });

  test('from 1970 at the earliest', () => {
    expect(from(NOW, 365_000 * DAY_MS)).toBe(0);
  });

  test('the whole list if no time was seen, or if rows may lack it', () => {
    expect(from(null)).toBeUndefined();
    expect(reachOf({ column: undefined, watermarkMs: NOW, lookBackMs: 0, nowMs: NOW })).toBeUndefined();
  });
});

test('a condition with OR is narrowed as a whole, and includes the border', () => {
  const reach = { column: 'DateSent', fromMs: NOW };
  expect(conditionWithin("To = 'a' OR To = 'b'", reach)).toBe(
    "(To = 'a' OR To = 'b') AND DateSent >= '2026-11-30T12:00:00Z'",
  );
  expect(conditionWithin(' ', reach)).toBe("DateSent >= '2026-11-30T12:00:00Z'");
  expect(conditionWithin("To = 'a'", undefined)).toBe("To = 'a'");
});

test('the newest time never goes back, and rows without one do not count', () => {
  expect(newestOf(null, [])).toBeNull();
  expect(newestOf(null, [null, 3, 5, 4, Number.NaN])).toBe(5);
  expect(newestOf(9, [3, null])).toBe(9);
  expect(newestOf(null, [-1])).toBe(-1);
});
