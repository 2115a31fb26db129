import { expect, test } from 'vitest';
import { type Filter, matchesFilter, termsOf } from './filter.js';
import { parseFilter } from './parse-filter.js';

/** Writes a tree in a form that shows every grouping. */
function shown(filter: Filter | undefined): string {
  if (!filter) return '';
  if (filter.kind === 'not') return `NOT ${shown(filter.part)}`;
  if (filter.kind === 'search') return `search ${filter.text}`;
  if (filter.kind !== 'comparison') return `(${filter.parts.map(shown).join(` ${filter.kind.toUpperCase()} `)})`;
  const { field, operator, value } = filter;
  const right =
    value.kind === 'call' ? `${value.name}(${value.values.map((one) => JSON.stringify(one)).join()})` : value.text;
  return `${field.join('|')} ${operator} ${right}`;
}

test.each([
  ['', ''],
  [' \n ', ''],
  ['-- only a comment', ''],
  ['a = b', 'a = b'],
  ['metric.type="x.com/y z"', 'metric|type = x.com/y z'],
  ['resource.labels."my.key" != \'v\'', 'resource|labels|my.key != v'],
  [String.raw`a = "say \"hi\"\n\\"`, 'a = say "hi"\n\\'],
  ['a=1 b<2 c<=3 d>4 e>=5', '(a = 1 AND b < 2 AND c <= 3 AND d > 4 AND e >= 5)'],
  ['a:b c:* d=~"^x" e!~"y"', '(a : b AND c : * AND d =~ ^x AND e !~ y)'],
  ['timestamp >= 2026-11-30T07:00:00.5+01:00', 'timestamp >= 2026-11-30T07:00:00.5+01:00'],
  ['a=1 OR b=2 AND c=3', '((a = 1 OR b = 2) AND c = 3)'],
  ['a=1 OR NOT b=2 AND NOT c=3 OR d=4', '((a = 1 OR NOT b = 2) AND (NOT c = 3 OR d = 4))'],
  ['(a=1 AND b=2) OR c=3', '((a = 1 AND b = 2) OR c = 3)'],
  ['-a=1 -(b=2 OR c=3)', '(NOT a = 1 AND NOT (b = 2 OR c = 3))'],
  ['metric.type = starts_with("a/", b)', 'metric|type = starts_with("a/","b")'],
  ['a = monitoring.regex.full_match("x.*") AND b=1', '(a = monitoring.regex.full_match("x.*") AND b = 1)'],
  ['severity = (ERROR OR "INFO") a=1', '((severity = ERROR OR severity = INFO) AND a = 1)'],
  ['a:(x AND y)', '(a : x AND a : y)'],
  ['a = 1 -- the first\nb = 2', '(a = 1 AND b = 2)'],
  ['timeout "two words" a.b', '(search timeout AND search two words AND search a.b)'],
  ['ORDER=1 ANDY=2 NOTE=3', '(ORDER = 1 AND ANDY = 2 AND NOTE = 3)'],
])('the filter %j is read as %j', (text, tree) => {
  expect(shown(parseFilter(text))).toBe(tree);
});

test.each([
  ['a =', '4: missing value after the operator; quote a value that contains spaces'],
  ['= a', '1: missing field; start a comparison with a field'],
  ['a=1 AND', '8: missing field'],
  ['a=1 OR )', '8: missing field'],
  ['a="b', '3: unclosed quote; close it'],
  ['(a=1', '5: unclosed parenthesis; add a )'],
  ['a=1)', '4: unmatched ); remove it'],
  ['a.=1', '3: missing name after the dot'],
  ['a=f()', '5: missing value in a function'],
  ['a=f("x"', '8: unclosed parenthesis'],
  ['a=(x OR', '8: missing value after the operator'],
  [`${'('.repeat(40)}a=1${')'.repeat(40)}`, '34: more than 32 nested parentheses; remove some'],
  [`${'NOT '.repeat(40)}a=1`, '133: more than 32 nested parentheses; remove some'],
  ['a=1 OR '.repeat(100) + 'b=1', '701: more than 100 comparisons; remove some'],
  [`a=(${'1 OR '.repeat(100)}1)`, '1: more than 100 comparisons; remove some'],
  ['a'.repeat(20_001), '20001: more than 20000 characters; shorten the filter'],
])('the filter %j is refused with its place', (text, problem) => {
  expect(() => parseFilter(text)).toThrow(`The parameter filter is not valid at character ${problem}`);
});

test('a filter applies AND, OR and NOT to the outcomes of its terms, and lists the terms from left to right', () => {
  const filter = parseFilter('(a=1 OR b=1) AND NOT c=1')!;
  const terms = termsOf(filter);
  expect(terms.map((term) => term.position)).toEqual([2, 9, 22]);
  const matches = (...names: readonly string[]) =>
    matchesFilter(filter, (term) => term.kind === 'comparison' && names.includes(term.field.join('.')));
  expect([matches('a'), matches('b'), matches(), matches('a', 'c'), matches('c')]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a filter with undefined terms is undefined unless the other terms decide', () => {
  const outcome = (text: string) =>
    matchesFilter(parseFilter(text)!, (term): boolean | undefined => {
      if (term.kind === 'search') return undefined;
      return term.operator === '=';
    });
  expect(outcome('x')).toBeUndefined();
  expect(outcome('NOT x')).toBeUndefined();
  expect(outcome('x a=1')).toBeUndefined();
  expect(outcome('x a!=1')).toBe(false);
  expect(outcome('x OR a=1')).toBe(true);
  expect(outcome('x OR a!=1')).toBeUndefined();
  expect(outcome('NOT (x AND a!=1)')).toBe(true);
});
