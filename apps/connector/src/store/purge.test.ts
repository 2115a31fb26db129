import { expect, test } from 'vitest';
import { purgeInBatches } from './purge.js';

/** Expired rows of the given sizes, and the sizes of the batches in which they were deleted. */
function expiredRows(sizes: readonly number[]) {
  let rows = sizes.map((bytes, id) => ({ id, bytes }));
  const batches: number[][] = [];
  return {
    batches,
    left: () => rows.length,
    expired: {
      find: async (limit: number) => rows.slice(0, limit),
      async remove(batch: readonly (typeof rows)[number][]) {
        batches.push(batch.map(({ bytes }) => bytes));
        rows = rows.slice(batch.length);
        return BigInt(batch.length);
      },
    },
  };
}

const LIMIT = 256 * 1024;
const neverPause = () => Promise.reject(new Error('paused'));

test('a purge deletes at most 200 rows at a time and pauses between batches', async () => {
  const { expired, batches } = expiredRows(Array.from({ length: 500 }, () => 100));
  const pausedAfter: number[] = [];
  expect(await purgeInBatches(expired, async () => void pausedAfter.push(batches.length))).toBe(500);
  expect(batches.map(({ length }) => length)).toEqual([200, 200, 100]);
  expect(pausedAfter).toEqual([1, 2]);
});

test('a purge deletes at most 256 KiB at a time, except for a row that is larger', async () => {
  const { expired, batches, left } = expiredRows([LIMIT / 2, LIMIT / 2, 1, 3 * LIMIT, 3 * LIMIT, 5]);
  await purgeInBatches(expired);
  expect(batches).toEqual([[LIMIT / 2, LIMIT / 2], [1], [3 * LIMIT], [3 * LIMIT], [5]]);
  expect(left()).toBe(0);
});

test('a purge that finds nothing expired, or one small batch, does not pause', async () => {
  expect(await purgeInBatches(expiredRows([]).expired, neverPause)).toBe(0);
  expect(await purgeInBatches(expiredRows([1, 2]).expired, neverPause)).toBe(2);
});

test('a purge ends when the rows that it found are no longer expired', async () => {
  const find = async () => Array.from({ length: 200 }, () => ({ bytes: 1 }));
  expect(await purgeInBatches({ find, remove: async () => 0n }, neverPause)).toBe(0);
});

test('a purge ends when its pause rejects', async () => {
  const { expired, left } = expiredRows(Array.from({ length: 500 }, () => 1));
  await expect(purgeInBatches(expired, neverPause)).rejects.toThrow('paused');
  expect(left()).toBe(300);
});
