import { describe, expect, test } from 'vitest';
import { parseTime, toRfc2822 } from './times.js';

describe('toRfc2822', () => {
  test.each([
    ['2023-08-24T05:01:45Z', 'Thu, 24 Aug 2023 05:01:45 +0000'],
    ['2024-02-29T23:59:59.999Z', 'Thu, 29 Feb 2024 23:59:59 +0000'],
    ['2025-01-05T00:00:00Z', 'Sun, 05 Jan 2025 00:00:00 +0000'],
  ])('toRfc2822 formats %s as %s', (iso, expected) => {
    expect(toRfc2822(Date.parse(iso))).toBe(expected);
  });
});

describe('parseTime', () => {
  test.each([
    ['2024-03-01', '2024-03-01T00:00:00Z', true],
    ['2024-03-01T12:30:15Z', '2024-03-01T12:30:15Z', false],
    ['2024-03-01T12:30:15', '2024-03-01T12:30:15Z', false],
    ['2024-03-01 12:30', '2024-03-01T12:30:00Z', false],
    ['2024-03-01T12:30:15+02:00', '2024-03-01T10:30:15Z', false],
  ])('parseTime reads %s as %s', (text, iso, isDay) => {
    expect(parseTime(text)).toEqual({ ms: Date.parse(iso), isDay });
  });

  test.each(['', 'yesterday', '2024', '2024-13-01', '2024-03-01T99:00:00Z', '2024-03-01T12:30 or so', '20240301'])(
    'parseTime returns undefined for %j',
    (text) => {
      expect(parseTime(text)).toBeUndefined();
    },
  );
});
