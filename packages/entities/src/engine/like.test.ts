import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileLike } from './like.js';

test.each([
  ['Hello', 'Hello', true],
  ['Hello', 'hello', false],
  ['H%', 'Hello', true],
  ['%lo', 'Hello', true],
  ['%l%', 'Hello', true],
  ['H_llo', 'Hello', true],
  ['H_llo', 'Hllo', false],
  ['%', '', true],
  ['_', '', false],
  ['_', '👍', true],
  ['a.c', 'abc', false],
  ['%\n%', 'a\nb', true],
  ['%ab%ab', 'abab', true],
  ['%ab%ab', 'ab', false],
])('the LIKE pattern %j applied to %j returns %s', (pattern, text, expected) => {
  expect(compileLike(pattern, undefined)(text)).toBe(expected);
});

test('the escape character makes % and _ literal', () => {
  expect(compileLike('50!%', '!')('50%')).toBe(true);
  expect(compileLike('50!%', '!')('50x')).toBe(false);
  expect(compileLike('a!!b', '!')('a!b')).toBe(true);
});

test('compileLike agrees with an equivalent regular expression', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '%', '_'), { maxLength: 8 }).map((all) => all.join(''));
  const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }).map((all) => all.join(''));
  fc.assert(
    fc.property(letters, text, (pattern, value) => {
      const expression = new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`);
      expect(compileLike(pattern, undefined)(value)).toBe(expression.test(value));
    }),
    { numRuns: 3000 },
  );
});

test('LIKE finishes quickly, even with a pattern that would make a regular expression backtrack endlessly', () => {
  const pattern = `${'%a'.repeat(200)}%b`;
  expect(compileLike(pattern, undefined)('a'.repeat(1600))).toBe(false);
});
