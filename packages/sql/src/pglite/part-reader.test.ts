import { expect, test } from 'vitest';
import { createPartReader } from './part-reader.js';

const read = createPartReader(['abc', '', 'de', 'fghij'].map((text) => new TextEncoder().encode(text)));
const textAt = (position: number, length: number): string => {
  const target = new Int8Array(12).fill(0x2e);
  const count = read(undefined, target, 1, length, position);
  const text = new TextDecoder().decode(target);
  expect(text.replaceAll('.', '')).toHaveLength(count);
  return text;
};

test('a file of parts is read across them, to its end and again from its start', () => {
  expect(textAt(0, 2)).toBe('.ab.........');
  expect(textAt(2, 4)).toBe('.cdef.......');
  expect(textAt(6, 9)).toBe('.ghij.......');
  expect(textAt(10, 9)).toBe('............');
  expect(textAt(0, 10)).toBe('.abcdefghij.');
});

test('a file of parts is read at any position', () => {
  expect(textAt(9, 1)).toBe('.j..........');
  expect(textAt(3, 2)).toBe('.de.........');
  expect(textAt(1, 3)).toBe('.bcd........');
});
