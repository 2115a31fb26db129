import { expect, test } from 'vitest';
import { toCsvLine } from './csv.ts';

test.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['+15550100001', '+15550100001'],
  ['-0.00750', '-0.00750'],
  [-5, '-5'],
  [{ a: 1 }, '"{""a"":1}"'],
  [null, ''],
  ['', '""'],
  ['two\nlines', '"two\nlines"'],
])('the cell %j is written as %j, as the server does', (value, cell) => {
  expect(toCsvLine([value])).toBe(`${cell}\n`);
});
