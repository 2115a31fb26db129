import { expect, test } from 'vitest';
import { checkLimit, checkPageSize } from './page-size.js';

test('a limit is a whole number of 0 or more, and there is none by default', () => {
  expect([undefined, Number.POSITIVE_INFINITY, 0, 1, 60_000].map(checkLimit)).toEqual([
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    0,
    1,
    60_000,
  ]);
  for (const limit of [-1, 0.5, Number.NaN, Number.NEGATIVE_INFINITY, '5' as never]) {
    expect(() => checkLimit(limit)).toThrow(
      expect.objectContaining({ code: 'INVALID_PAGE_SIZE', message: 'limit must be a whole number of 0 or more.' }),
    );
  }
});

test('a page has 25 rows by default, as many as the call asks for, and at most 50,000', () => {
  expect([undefined, 0, 1, 50_000, 50_001, 1e9].map(checkPageSize)).toEqual([25, 25, 1, 50_000, 50_000, 50_000]);
  for (const pageSize of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '5' as never]) {
    expect(() => checkPageSize(pageSize)).toThrow(
      expect.objectContaining({
        code: 'INVALID_PAGE_SIZE',
        message: 'pageSize must be a whole number of 1 or more. Values above 50000 are treated as 50000.',
      }),
    );
  }
});
