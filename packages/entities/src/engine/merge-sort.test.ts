import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from '../../test/finish.js';
import { mergeSort } from './merge-sort.js';

interface Item {
  readonly value: number;
  readonly index: number;
}

const order = { compare: (a: Item, b: Item) => a.value - b.value, units: ({ value }: Item) => value + 1 };

test('mergeSort sorts like Array.sort and keeps the order of equal items', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 40 }), (values) => {
      const items = values.map((value, index) => ({ value, index }));
      expect(finish(mergeSort(items, order)).result).toEqual(items.toSorted(order.compare));
    }),
  );
});

test('mergeSort pauses at each comparison, of which it makes about n log n', () => {
  const items = Array.from({ length: 1024 }, (_, index) => ({ value: (index * 7) % 1024, index }));
  const { result, pieces } = finish(mergeSort(items, order));
  expect(result.map(({ value }) => value)).toEqual(Array.from({ length: 1024 }, (_, index) => index));
  expect(pieces.length).toBeGreaterThan(1024 * 5);
  expect(pieces.length).toBeLessThanOrEqual(1024 * 10);
  expect(Math.max(...pieces)).toBeLessThanOrEqual(1024);
});

test('mergeSort leaves the given list as it is', () => {
  const items = [3, 1, 2].map((value, index) => ({ value, index }));
  finish(mergeSort(items, order));
  expect(items.map(({ value }) => value)).toEqual([3, 1, 2]);
});
