import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { finish } from '../../test/finish.js';
import { compileLike } from './like.js';
import { PIECE_UNITS, VALUE_UNITS } from '../work.js';

const isLike = (text: string, pattern: string, escape?: string) => finish(compileLike(pattern, escape)(text)).result;
const sum = (units: readonly number[]) => units.reduce((a, b) => a + b, 0);

test.each([
  ['Hello', 'Hello', true],
  ['Hello', 'hello', false],
  ['H%', 'Hello', true],
  ['%lo', 'Hello', true],
  ['%l%', 'Hello', true],
  ['H_llo', 'Hello', true],
  ['H_llo', 'Hllo', false],
  ['%', '', true],
  ['', '', true],
  ['', 'a', false],
  ['_', '', false],
  ['_', '👍', true],
  ['_', '\ud83d', true],
  ['a.c', 'abc', false],
  ['%\n%', 'a\nb', true],
  ['%ab%ab', 'abab', true],
  ['%ab%ab', 'ab', false],
  ['ab%ab', 'ab', false],
  ['ab%b%ab', 'abab', false],
  ['%_👍_%', 'a👍', false],
  ['%_👍_%', '👍👍👍', true],
  ['%\ud83d%', '👍', false],
  ['%\udc4d%', '👍', false],
  ['%\udc4d', '👍', false],
  ['%\ud83d%', 'a\ud83da', true],
  ['%\ud800%', '\u{10000}', false],
  ['%\udfff%', '\u{103ff}', false],
  ['%a', '\uffffa', true],
  ['%👍', 'a👍', true],
  ['%__', 'a', false],
  ['a%%b', 'ab', true],
  ['a%%b', 'a', false],
])('the LIKE pattern %j applied to %j returns %s', (pattern, text, expected) => {
  expect(isLike(text, pattern)).toBe(expected);
});

test('the escape character makes % and _ literal', () => {
  expect(isLike('50%', '50!%', '!')).toBe(true);
  expect(isLike('50x', '50!%', '!')).toBe(false);
  expect(isLike('a!b', 'a!!b', '!')).toBe(true);
  expect(isLike('a_b', '%!_%', '!')).toBe(true);
  expect(isLike('axb', '%!_%', '!')).toBe(false);
});

describe('compileLike compared with an equivalent regular expression', () => {
  // With the flag u, a dot matches one code point, and half a surrogate pair matches only where it stands alone.
  const matches = (text: string, pattern: string) =>
    new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'su').test(text);
  const stringOf = (characters: readonly string[], maxLength: number) =>
    fc.array(fc.constantFrom(...characters), { maxLength }).map((all) => all.join(''));

  test.each([
    ['letters', ['a', 'b', '%', '_'], ['a', 'b']],
    ['code points of one or two units, and halves', ['👍', '\ud83d', '\udc4d', 'a', '%', '_'], ['👍', 'a', '\ud83d']],
  ])('compileLike agrees on %s', (_, pattern, text) => {
    fc.assert(
      fc.property(stringOf(text, 10), stringOf(pattern, 8), (value, wanted) => {
        expect(isLike(value, wanted)).toBe(matches(value, wanted));
      }),
      { numRuns: 3000 },
    );
  });

  test('compileLike agrees on long parts, with and without _', () => {
    const word = stringOf(['a', 'b'], 3);
    const long = fc.tuple(word, fc.integer({ min: 0, max: 80 }), word).map(([a, times, b]) => a.repeat(times) + b);
    const parts = fc.array(fc.tuple(long, fc.nat(250), fc.boolean()), { minLength: 1, maxLength: 3 });
    const toPattern = (all: readonly (readonly [string, number, boolean])[]) =>
      all.map(([part, at, hasAny]) => (hasAny ? `${part.slice(0, at)}_${part.slice(at + 1)}` : part)).join('%');
    fc.assert(
      fc.property(parts, word, word, (all, before, after) => {
        const wanted = toPattern(all);
        const text = before + all.map(([part]) => part).join(before) + after;
        const patterns = [wanted, `%${wanted}%`, `%${wanted}`, `${wanted}%`];
        expect(patterns.map((pattern) => isLike(text, pattern))).toEqual(
          patterns.map((pattern) => matches(text, pattern)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('the work of LIKE', () => {
  const text = 'a'.repeat(100_000);

  test.each([
    ['a literal at the start', `${'a'.repeat(1000)}b%`],
    ['a short literal', '%aaaaab%'],
    ['a long literal', `%${'a'.repeat(780)}b%`],
    ['a long literal with a rare character in the middle', `%${'a'.repeat(390)}b${'a'.repeat(389)}%`],
    ['many literals', `${'%a'.repeat(200)}%b`],
  ])('LIKE with %s takes time in proportion to the text', (_, pattern) => {
    const { result, pieces } = finish(compileLike(pattern, undefined)(text));
    expect(result).toBe(false);
    expect(sum(pieces)).toBeLessThan(1.2 * text.length);
    expect(Math.max(...pieces)).toBeLessThan(PIECE_UNITS + 100);
  });

  test('LIKE takes work for what must begin and end a text, and consecutive % count as one', () => {
    const piecesOf = (pattern: string) => finish(compileLike(pattern, undefined)(text)).pieces;
    expect(piecesOf('a'.repeat(300))).toEqual([VALUE_UNITS + 300]);
    expect(piecesOf(`${'a'.repeat(300)}%${'a'.repeat(200)}`)).toEqual([VALUE_UNITS + 500]);
    expect(piecesOf('a%%%%b')).toEqual(piecesOf('a%b'));
    expect(piecesOf('%%%a%%%')).toEqual(piecesOf('%a%'));
  });

  test('LIKE uses indexOf for short literals only, because its worst case is the product of both lengths', () => {
    const indexOf = vi.spyOn(String.prototype, 'indexOf');
    const searched = (length: number) => {
      indexOf.mockClear();
      expect(isLike('a'.repeat(2000), `%${'a'.repeat(length - 1)}b%`)).toBe(false);
      return indexOf.mock.calls.filter(([literal]) => literal.length === length).length;
    };
    try {
      expect([3, 64, 65, 780].map(searched)).toEqual([1, 1, 0, 0]);
    } finally {
      indexOf.mockRestore();
    }
  });

  test('LIKE with _ looks at one block for every 31 characters between two %', () => {
    const { pieces } = finish(compileLike(`%${'a_'.repeat(390)}b%`, undefined)(text));
    expect(sum(pieces)).toBeLessThan((2 + 781 / 31) * text.length);
    expect(Math.max(...pieces)).toBeLessThan(PIECE_UNITS + 100);
    const other = finish(compileLike(`%${'b_'.repeat(390)}b%`, undefined)(text));
    expect(sum(other.pieces)).toBeLessThan(2.2 * text.length);
  });

  test('LIKE finds a literal that crosses the end of a piece, and one that ends the text', () => {
    for (const literal of ['xyz', 'x'.repeat(70), 'x_z', 'x_']) {
      const found = literal.replaceAll('_', 'q');
      for (const at of [PIECE_UNITS - 1, PIECE_UNITS - 2, 2 * PIECE_UNITS - 1]) {
        const long = `${'-'.repeat(at)}${found}${'-'.repeat(9)}`;
        expect([literal, at, isLike(long, `%${literal}%`)]).toEqual([literal, at, true]);
        expect(isLike(`${'-'.repeat(at)}${found}`, `%${literal}%`)).toBe(true);
        expect(isLike(`${'-'.repeat(at)}${found.slice(1)}`, `%${literal}%`)).toBe(false);
      }
    }
  });
});
