import { expect, test } from 'vitest';
import { createCsvEncoder, toCsvLine } from './csv.js';

test.each([
  ['=cmd|calc', "'=cmd|calc"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+1+2', "'+1+2"],
  ['-2+3+cmd', "'-2+3+cmd"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  ['＝1+1', "'＝1+1"],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
])('the cell %j, which a spreadsheet would execute, is written as text', (value, cell) => {
  expect(toCsvLine([value])).toBe(`${cell}\n`);
});

test.each([
  ['+15550100001', '+15550100001'],
  ['-0.00750', '-0.00750'],
  [-5, '-5'],
  ['whatsapp:+15550100001', 'whatsapp:+15550100001'],
  ['a=b', 'a=b'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [{ a: 1 }, '"{""a"":1}"'],
  [true, 'true'],
  [null, ''],
  [undefined, ''],
  ['', '""'],
])('the cell %j is written as %j', (value, cell) => {
  expect(toCsvLine([value])).toBe(`${cell}\n`);
});

test('cells that are empty at the beginning of a line keep their places', () => {
  expect(toCsvLine([null, undefined, 'a', null])).toBe(',,a,\n');
});

test('CSV has a header even if there are no rows', () => {
  const encoder = createCsvEncoder([{ name: 'Sid' }, { name: 'To' }]);
  const parts = [
    encoder.begin(),
    ...encoder.rows([]),
    ...encoder.rows([{ To: 'b', Sid: 'a', Body: 'left out' }]),
    encoder.end(),
  ];
  expect(Buffer.concat(parts).toString()).toBe('Sid,To\na,b\n');
});
