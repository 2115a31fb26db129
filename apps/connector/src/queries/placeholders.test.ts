import { expect, test } from 'vitest';
import { numberPlaceholders } from './placeholders.js';

test.each([
  ['a = ? and b in (?, ?)', 'a = $1 and b in ($2, $3)'],
  ["a = '?' and b = ?", "a = '?' and b = $1"],
  [`"a?" = ? -- why?\n and /* ? */ b = ?`, `"a?" = $1 -- why?\n and /* ? */ b = $2`],
  ['a = $tag$ ? $tag$ and b = ?', 'a = $tag$ ? $tag$ and b = $1'],
  ["a ?| array['x'] and b = ?", "a ?| array['x'] and b = $1"],
  ["a ?? 'x' and b = ?", "a ? 'x' and b = $1"],
  ["a = $1 and b ? 'x'", "a = $1 and b ? 'x'"],
  ["a = '$1' and b = ?", "a = '$1' and b = $1"],
  ['select 1', 'select 1'],
])('the placeholders of %j are numbered', (sql, numbered) => {
  expect(numberPlaceholders(sql)).toBe(numbered);
});
