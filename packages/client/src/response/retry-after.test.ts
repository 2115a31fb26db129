import { expect, test } from 'vitest';
import { toRetryAfterMs } from './retry-after.js';

const nowMs = Date.UTC(2026, 3, 1, 12, 0, 0);

test.each([
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['0', 0],
  ['3', 3000],
  ['1.5', 1500],
  ['Wed, 01 Apr 2026 12:00:10 GMT', 10_000],
  ['Wed, 01 Apr 2026 11:00:00 GMT', 0],
])('toRetryAfterMs reads the header value %o as %s', (value, expected) => {
  expect(toRetryAfterMs(value, nowMs)).toBe(expected);
});
