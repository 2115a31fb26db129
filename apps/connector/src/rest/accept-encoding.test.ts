import { expect, test } from 'vitest';
import { codingOf } from './accept-encoding.js';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['br', undefined],
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate', 'gzip'],
  ['gzip;q=1, zstd;q=0.5', 'gzip'],
  ['gzip;q=0, *', 'zstd'],
  ['GZIP', 'gzip'],
  ['*;q=0', undefined],
  ['zstd; q=0.0, gzip; q=0.001', 'gzip'],
])('Accept-Encoding %j is answered with %j', (header, coding) => {
  expect(codingOf(header)).toBe(coding);
});
