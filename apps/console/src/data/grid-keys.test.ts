import { expect, test } from 'vitest';
import { moveCell } from './grid-keys.ts';

const SIZE = { rows: 100, columns: 5, page: 10 };

test.each([
  ['ArrowDown', false, { row: 4, column: 2 }],
  ['ArrowUp', false, { row: 2, column: 2 }],
  ['PageDown', false, { row: 13, column: 2 }],
  ['PageUp', false, { row: -1, column: 2 }],
  ['Home', false, { row: 3, column: 0 }],
  ['End', false, { row: 3, column: 4 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 99, column: 4 }],
  ['a', false, undefined],
] as const)('from row 3, column 2, the key %s (Ctrl: %s) moves to %j', (key, isCtrl, expected) => {
  expect(moveCell({ row: 3, column: 2 }, key, isCtrl, SIZE)).toEqual(expected);
});

test('the focus stays in the table at its corners', () => {
  expect(moveCell({ row: -1, column: 0 }, 'ArrowUp', false, SIZE)).toEqual({ row: -1, column: 0 });
  expect(moveCell({ row: 99, column: 4 }, 'ArrowRight', false, SIZE)).toEqual({ row: 99, column: 4 });
});
