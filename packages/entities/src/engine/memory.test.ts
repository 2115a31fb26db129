import { describe, expect, test } from 'vitest';
import type { MemoryNeed } from '../model/request.js';
import { bytesOf, createMemory } from './memory.js';

/** A row of 97 bytes. */
const ROW = { a: 'x' };
const UNKNOWN_ROW = 2048;

/** The memory of a call, and what it reserved. */
function open() {
  const reserved: MemoryNeed[] = [];
  return { memory: createMemory((need) => void reserved.push(need)), reserved };
}

describe('the estimate for a value', () => {
  test.each<readonly [string, unknown, number]>([
    ['null', null, 8],
    ['an absent value', undefined, 8],
    ['a number', 5, 8],
    ['a boolean', true, 8],
    ['an empty text', '', 24],
    ['a short text, by its characters', 'é'.repeat(63), 24 + 63],
    ['a long text, by its bytes', 'é'.repeat(64), 24 + 128],
    ['an empty object', {}, 56],
    ['an object, with its members', { a: 5, b: 'xy' }, 56 + (16 + 8) + (16 + 26)],
    ['a list, with its items', [1, null], 56 + (16 + 8) + (16 + 8)],
    ['nested objects', { a: [{}] }, 56 + 16 + 56 + 16 + 56],
  ])('the estimate for %s is %j -> %i bytes', (_, value, bytes) => {
    expect(bytesOf(value)).toBe(bytes);
  });
});

describe('the memory of a call', () => {
  test('before the first rows, the call reserves one page of rows of a usual size, and two copies of the page', () => {
    const { memory, reserved } = open();
    memory.beforeRequest({ held: 0, missing: 100, page: 50 });
    memory.beforeRequest({ held: 0, missing: 20, page: 50 });
    expect(reserved).toEqual([
      { held: 0, expected: (50 + 2 * 50) * UNKNOWN_ROW * 1.25 },
      { held: 0, expected: (20 + 2 * 50) * UNKNOWN_ROW * 1.25 },
    ]);
  });

  test('after the first rows, the call reserves all rows that it may still read, by their average size', () => {
    const { memory, reserved } = open();
    memory.countRow(ROW);
    memory.countRow({ a: 'xxx' });
    expect(memory.rowBytes).toBe(98);
    memory.beforeRequest({ held: 3, missing: 100, page: 50 });
    expect(reserved).toEqual([{ held: 3 * 98, expected: (100 + 2 * 50) * 98 * 1.25 }]);
  });

  test('what the call holds besides the list counts with every reservation', () => {
    const { memory, reserved } = open();
    memory.countRow(ROW);
    memory.holdBesides(1000);
    memory.beforeRequest({ held: 1, missing: 0, page: 0 });
    memory.hold(5);
    expect(reserved).toEqual([
      { held: 1097, expected: 0 },
      { held: 1005, expected: 0 },
    ]);
    memory.holdBesides(10);
    memory.hold(5);
    expect(reserved.at(-1)).toEqual({ held: 15, expected: 0 });
  });

  test('a refusal of the caller ends the call', () => {
    const refuse = () => {
      throw new Error('No room.');
    };
    expect(() => createMemory(refuse).hold(5)).toThrow('No room.');
  });

  test('rows are not measured if the caller does not reserve memory', () => {
    const memory = createMemory(undefined);
    memory.countRow(ROW);
    memory.beforeRequest({ held: 1, missing: 1, page: 1 });
    memory.hold(5);
    expect(memory.rowBytes).toBe(UNKNOWN_ROW);
  });
});
