import { expect, test } from 'vitest';
import { countSegments } from './segments.js';

const CASES: readonly [name: string, text: string, count: number][] = [
  ['no characters', '', 1],
  ['160 plain characters', 'a'.repeat(160), 1],
  ['161 plain characters', 'a'.repeat(161), 2],
  ['306 plain characters', 'a'.repeat(306), 2],
  ['307 plain characters', 'a'.repeat(307), 3],
  ['160 letters of the GSM alphabet', 'ü'.repeat(160), 1],
  ['80 euro signs of two units each', '€'.repeat(80), 1],
  ['81 euro signs', '€'.repeat(81), 2],
  ['41 carets and 41 brackets of two units each', '^['.repeat(41), 2],
  ['304 characters and a euro sign that is not split', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
  ['69 GSM characters and a non-GSM one', `${'a'.repeat(69)}ç`, 1],
  ['70 GSM characters and a non-GSM one', `${'a'.repeat(70)}ç`, 2],
  ['70 characters and a non-GSM backtick', `${'a'.repeat(70)}\``, 2],
  ['35 emoji of two units', '👍'.repeat(35), 1],
  ['36 emoji of two units', '👍'.repeat(36), 2],
  ['67 emoji, none of them split', '👍'.repeat(67), 3],
];

test.each(CASES.map(([name, text, count]) => ({ name, text, count })))(
  'the segment count of $name is $count',
  ({ text, count }) => {
    expect(countSegments(text)).toBe(count);
  },
);
