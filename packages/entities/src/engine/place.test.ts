import { describe, expect, test } from 'vitest';
import { areAllMarked, findPlace, placeAfter } from './place.js';

const keysFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => `SM${first + index}`);

describe('a place on a page', () => {
  const keys = keysFrom(0, 50);
  const place = placeAfter(keys, 30);

  test('a place is found on the same page', () => {
    expect(findPlace(keys, place)).toBe(30);
    expect(findPlace(keys, placeAfter(keys, 0))).toBe(0);
    expect(findPlace(keys, placeAfter(keys, 50))).toBe(50);
  });

  test('a place moves with the rows around it when rows are added or deleted before it', () => {
    expect(findPlace([...keysFrom(100, 5), ...keys], place)).toBe(35);
    expect(findPlace(keys.slice(7), place)).toBe(23);
  });

  test('a place is after the last remaining row before it, even if the nine rows between were deleted', () => {
    const rest = [...keys.slice(0, 21), ...keys.slice(30)];
    expect(findPlace(rest, place)).toBe(21);
    expect(findPlace(rest.slice(20), place)).toBe(1);
  });

  test('a place is at the first remaining row after it if all marked rows before it were deleted', () => {
    expect(findPlace(keys.slice(30), place)).toBe(0);
    expect(findPlace(keys.slice(39), place)).toBe(0);
    expect(findPlace([...keys.slice(0, 20), ...keys.slice(35)], place)).toBe(20);
  });

  test('a place is lost if the ten rows on each side were deleted', () => {
    expect(findPlace(keys.slice(40), place)).toBeUndefined();
    expect(findPlace([...keys.slice(0, 20), ...keys.slice(40)], place)).toBeUndefined();
  });

  test('all rows before a place are marked if there are at most ten', () => {
    expect([1, 10, 11].map((offset) => areAllMarked(placeAfter(keys, offset)))).toEqual([true, true, false]);
  });

  test('a place among rows without keys is the number of rows before it', () => {
    const { offset, after, before } = placeAfter([], 7);
    expect({ offset, after, before }).toEqual({ offset: 7, after: [], before: [] });
    expect(findPlace([], placeAfter([], 7))).toBe(7);
  });
});
