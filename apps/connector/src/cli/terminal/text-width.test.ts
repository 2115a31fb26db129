import { describe, expect, test } from 'vitest';
import { toLine, toLines } from './cell-text.js';
import { cut, pad, widthOf, wrap } from './text-width.js';

describe('the width of a text', () => {
  test.each([
    ['Köln', 4],
    ['你好', 4],
    ['👩‍👩‍👧', 2],
    ['e\u0301', 1],
  ])('%s takes %i cells', (text, width) => {
    expect(widthOf(text)).toBe(width);
    expect(pad(text, 6)).toBe(text + ' '.repeat(6 - width));
  });

  test.each([
    ['Hello', 5, 'Hello'],
    ['Hello', 4, 'Hel…'],
    ['你好世界', 8, '你好世界'],
    ['你好世界', 7, '你好世…'],
    ['你好世界', 6, '你好…'],
    ['Hi 👩‍👩‍👧 there', 6, 'Hi 👩‍👩‍👧…'],
  ])('%s is cut to %i cells between two characters', (text, width, expected) => {
    expect(cut(text, width)).toBe(expected);
  });
});

describe('wrapped text', () => {
  test('a text is broken at spaces, and a long word stays whole unless words may be broken', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('see abcdefghij now', 5)).toEqual(['see', 'abcdefghij', 'now']);
    expect(wrap('see abcdefghij now', 5, true)).toEqual(['see', 'abcde', 'fghij', 'now']);
    expect(wrap('你好世界', 5, true)).toEqual(['你好', '世界']);
    expect(wrap('', 5)).toEqual(['']);
  });

  test('a character that is wider than the column stays whole', () => {
    const wide = `か${'\uFF9E'.repeat(60)}`;
    expect(wrap(wide, 40, true)).toEqual([wide]);
    expect(wrap(`ab ${wide} cd`, 40, true).join(' ')).toBe(`ab ${wide} cd`);
  });
});

test('control characters of a value reach the terminal neither as escapes nor as line breaks', () => {
  expect(toLine('\u001b[31mred\u001b[0m\u0007\n\u202Eend\u0000')).toBe('red end');
  expect(toLines('a\u001b]0;title\u0007\r\nb\tc')).toEqual(['a', 'b c']);
});
