import { expect, test } from 'vitest';
import { durationMs } from './duration.js';

test.each([
  ['15s', 15_000],
  ['90m', 5_400_000],
  ['24h', 86_400_000],
  ['0d', 0],
  ['999999d', 86_399_913_600_000],
])('%s is a duration of %i ms', (text, ms) => {
  expect(durationMs(text, ['s', 'm', 'h', 'd'])).toBe(ms);
});

test('a duration may have fewer digits than usual', () => {
  expect(durationMs('99999m', ['m'], 5)).toBe(5_999_940_000);
  expect(durationMs('100000m', ['m'], 5)).toBeUndefined();
});

test.each(['', 'h', '15', '1w', '1.5h', '-1h', '1 h', '1h ', '1000000h', '15hh', '2030-01-31'])(
  '%j is not a duration',
  (text) => {
    expect(durationMs(text, ['s', 'm', 'h', 'd'])).toBeUndefined();
  },
);
