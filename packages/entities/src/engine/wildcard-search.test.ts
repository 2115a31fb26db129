import { describe, expect, test } from 'vitest';
import { finish } from '../../test/finish.js';
import { ANY, createWildcardSearch, lengthOf } from './wildcard-search.js';
import { PIECE_UNITS, VALUE_UNITS } from '../work.js';

/** The code points of a pattern without `%`. */
const toPart = (pattern: string) =>
  Array.from(pattern, (character) => (character === '_' ? ANY : (character.codePointAt(0) as number)));

/** Searches a text, or a range of it. Returns the index after the first occurrence, and the units of each piece. */
const search = (pattern: string, text: string, from = 0, to = text.length) =>
  finish(createWildcardSearch(toPart(pattern))(text, from, to));

test('a code point beyond the basic plane has two characters', () => {
  expect([0, 0xd83d, 0xffff, 0x1_0000, 0x1_f44d].map(lengthOf)).toEqual([1, 1, 1, 2, 2]);
});

describe('the search for a part with _', () => {
  test.each<readonly [string, string, number | undefined]>([
    ['a_c', '--abc--adc', 5],
    ['a_c', 'aac', 3],
    ['a_c', 'aabc', 4],
    ['a_c', 'ac', undefined],
    ['a_c', 'ab', undefined],
    ['a_c', '', undefined],
    ['__', 'ab', 2],
    ['__', 'a', undefined],
    ['_b', 'bb', 2],
    ['a_', '👍a👍a', 5],
    ['_👍', '👍👍', 4],
    ['_\ud83d', 'a👍', undefined],
    ['_\ud83d', 'a\ud83da', 2],
    ['_b', '\uffffb', 2],
  ])('of %j in %j ends at %s', (pattern, text, expected) => {
    expect(search(pattern, text).result).toBe(expected);
  });

  test('it finds only what lies within the range', () => {
    const text = '--abc--abc--';
    const find = (from: number, to: number) => search('a_c', text, from, to).result;
    expect([find(2, 5), find(3, 12), find(0, 4), find(3, 9), find(3, 10)]).toEqual([5, 10, undefined, undefined, 10]);
  });
});

describe.each([31, 32, 33, 62, 63, 70])('a part of %i code points', (length) => {
  const at = Array.from({ length }, (_, index) => index);
  /** Every third code point, except the last. */
  const isAny = (index: number) => index % 3 === 1 && index < length - 1;
  const pattern = at.map((index) => (isAny(index) ? '_' : String.fromCodePoint(0x100 + index))).join('');
  const found = at.map((index) => String.fromCodePoint(0x100 + index)).join('');

  test('it is found after each of its beginnings', () => {
    for (const index of at) {
      const before = found.slice(0, index);
      expect(search(pattern, `-${before}${found}-`).result, before).toBe(1 + index + length);
    }
  });

  test('it is not found if any of its code points differs, except where it has _', () => {
    for (const index of at) {
      const changed = `${found.slice(0, index)}-${found.slice(index + 1)}`;
      expect(search(pattern, `${changed}--`).result, changed).toBe(isAny(index) ? length : undefined);
    }
  });
});

describe('the work of a search', () => {
  test('each code point takes a unit, and another for each block of 31 that the text has begun to match', () => {
    const two = 'a_'.repeat(20);
    expect(search('a_b', '----').pieces).toEqual([VALUE_UNITS + 4 * 2]);
    expect(search('a_b', 'axbxxx').pieces).toEqual([VALUE_UNITS + 3 * 2]);
    expect(search(two, '-'.repeat(100)).pieces).toEqual([VALUE_UNITS + 100 * 2]);
    // The second block takes part once 31 code points match.
    expect(search(two, 'a'.repeat(40)).pieces).toEqual([VALUE_UNITS + 40 * 2 + (40 - 31)]);
  });

  test('the work is divided into pieces, so that other work can proceed between them', () => {
    const inFirst = (PIECE_UNITS - VALUE_UNITS) / 2;
    const inSecond = PIECE_UNITS / 2;
    const text = '-'.repeat(inFirst + inSecond + 100);
    expect(search('a_b', text).pieces).toEqual([PIECE_UNITS, PIECE_UNITS, 2 * 100]);
  });
});
