import { describe, expect, test } from 'vitest';
import { finish } from '../../test/finish.js';
import { createLiteralSearch } from './literal-search.js';
import { PIECE_UNITS, VALUE_UNITS } from '../work.js';

/** Searches a text, or a range of it. Returns the index after the first occurrence, and the units of each piece. */
const search = (literal: string, text: string, from = 0, to = text.length) =>
  finish(createLiteralSearch(literal)(text, from, to));

describe.each([
  ['a short literal', 'abc'],
  ['the longest literal that indexOf searches', 'abcd'.repeat(16)],
  ['a long literal', 'abc'.repeat(30)],
])('the search for %s', (_, literal) => {
  const text = `--${literal}--${literal}--`;
  const first = 2 + literal.length;
  const second = 2 * first;
  const find = (from: number, to: number) => search(literal, text, from, to).result;

  test('it returns the index after the first occurrence', () => {
    expect(search(literal, text).result).toBe(first);
    expect(search(literal, literal).result).toBe(literal.length);
    expect(search(literal, literal.slice(1)).result).toBeUndefined();
    expect(search(literal, '-'.repeat(500)).result).toBeUndefined();
    expect(search(literal, '').result).toBeUndefined();
  });

  test('it finds only what lies within the range', () => {
    expect(find(2, first)).toBe(first);
    expect(find(3, text.length)).toBe(second);
    expect(find(0, first - 1)).toBeUndefined();
    expect(find(3, second - 1)).toBeUndefined();
    expect(find(3, second)).toBe(second);
  });

  test('it finds an occurrence wherever the pieces of the text end', () => {
    const { length } = literal;
    for (const end of [PIECE_UNITS, 2 * PIECE_UNITS]) {
      for (const at of [end - length - 1, end - length, end - length + 1, end - 1, end, end + 1]) {
        expect(search(literal, `${'-'.repeat(at)}${literal}--`).result, String(at)).toBe(at + length);
      }
    }
  });
});

describe('a literal whose beginning repeats itself', () => {
  test.each([
    ['a'.repeat(69) + 'b'],
    ['ab'.repeat(40) + 'c'],
    ['aabaaab'.repeat(10) + 'x'],
    ['abcabd'.repeat(12)],
    ['a'.repeat(70)],
  ])('%s is found after each of its beginnings, and not if any of its characters differs', (literal) => {
    for (let at = 0; at < literal.length; at += 1) {
      const text = `${literal.slice(0, at)}${literal}`;
      expect(search(literal, text).result, text).toBe(text.indexOf(literal) + literal.length);
      const changed = `${literal.slice(0, at)}-${literal.slice(at + 1)}`;
      expect(search(literal, changed).result, changed).toBeUndefined();
    }
  });
});

describe('the work of a search', () => {
  const long = 'x'.repeat(65);

  test('a short literal takes work up to its occurrence', () => {
    const text = `${'-'.repeat(1000)}abc${'-'.repeat(1000)}`;
    expect(search('abc', text).pieces).toEqual([VALUE_UNITS + 1000]);
    expect(search('abc', text, 900).pieces).toEqual([VALUE_UNITS + 100]);
    expect(search('abc', 'abc').pieces).toEqual([VALUE_UNITS]);
    expect(search('xyz', text, 3).pieces).toEqual([VALUE_UNITS + 2000]);
  });

  test('a literal takes no work if the range is shorter than it', () => {
    expect(search('abc', 'ab').pieces).toEqual([]);
  });

  test('a long literal takes work by pieces', () => {
    expect(search(long, '-'.repeat(1000), 100).pieces).toEqual([VALUE_UNITS + 900]);
    expect(search(long, '-'.repeat(PIECE_UNITS + 10)).pieces).toEqual([VALUE_UNITS + PIECE_UNITS, VALUE_UNITS + 10]);
    expect(search(long, `${long}${'-'.repeat(2 * PIECE_UNITS)}`).pieces).toEqual([VALUE_UNITS + PIECE_UNITS]);
    expect(search(long, '-'.repeat(PIECE_UNITS)).pieces).toEqual([VALUE_UNITS + PIECE_UNITS]);
  });

  test('the pieces of a short literal overlap by less than its length', () => {
    const { pieces } = search('abc', '-'.repeat(PIECE_UNITS + 10));
    expect(pieces).toEqual([VALUE_UNITS + PIECE_UNITS, VALUE_UNITS + 12]);
  });
});
