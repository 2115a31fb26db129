import { beforeAll, describe, expect, test } from 'vitest';
import { loadLibraries } from './libraries.js';
import { parseStatement } from './parse.js';

beforeAll(loadLibraries);

const parse = (sql: string): unknown => {
  try {
    parseStatement(sql);
    return 'parsed';
  } catch (error) {
    return error;
  }
};

/** Each of these would use up the stack of the parser, or nearly. */
const DEEP = {
  parentheses: `select ${'('.repeat(9000)}1${')'.repeat(9000)}`,
  sums: `select 1${'+1'.repeat(8000)}`,
  casts: `select 1${'::int'.repeat(8000)}`,
  collations: `select a${' collate b'.repeat(5000)}`,
  negations: `select ${'not '.repeat(9000)}true`,
  unions: `select 1${' union select 1'.repeat(9000)}`,
  'unions of several columns': `select 1, 2${' union select 1, 2'.repeat(9000)}`,
  joins: `select 1 from a${' join a on true'.repeat(9000)}`,
  'sums of calls with commas': `select 1${' + f(1, 2)'.repeat(6000)}`,
  'sums in sums': `select ${'('.repeat(400)}1${`${'+1'.repeat(20)})`.repeat(400)}`,
  cases: `select ${'case when true then '.repeat(3000)}1${' end'.repeat(3000)}`,
  'cases in sums': `select 1${' + case when a.end then 1 else 2 end'.repeat(4000)}`,
  'cases that are names': `select 1${' + f(a.case, a.end, 1)'.repeat(3500)}`,
  subscripts: `select a${'[1]'.repeat(15_000)}`,
};

describe('nested too deeply are', () => {
  test.each(Object.entries(DEEP))('%s', (_, sql) => {
    expect(parse(sql)).toMatchObject({ sqlState: '54001' });
  });

  test('and the parser works as before', () => {
    expect(parse('select 1 + 2 from a where b = $1')).toBe('parsed');
  });
});

const list = (count: number, item: string) => Array.from({ length: count }, () => item).join(', ');

test('a statement is wide', () => {
  expect(parse(`select * from a where b in (${list(4500, '$1')})`)).toBe('parsed');
  expect(parse(`insert into a values ${list(450, "($1::text, 'x' || 2, f(1, 2))")}`)).toBe('parsed');
  expect(parse(`select case ${'when a = 1 then b '.repeat(1500)} else c end as end`)).toBe('parsed');
  expect(parse(`select ${'('.repeat(200)}1${')'.repeat(200)}`)).toBe('parsed');
});

test('a statement of more words and signs than the parser takes at once is refused', () => {
  expect(parse(`select * from a where b in (${list(5500, '$1')})`)).toMatchObject({
    sqlState: '54000',
    message: 'The statement has 11008 words and signs; at most 10000 are supported.',
  });
});

test('long statements are refused before the parser sees them', () => {
  expect(parse(`select '${'x'.repeat(262_144)}'`)).toMatchObject({
    sqlState: '54000',
    message: 'The statement has 262153 bytes; at most 262144 are supported.',
  });
});

test.each([
  ['numbers', `select ${'1,'.repeat(60_000)}1`],
  ['statements', 'show timezone;'.repeat(18_000)],
  ['numbers behind the end of a text that escapes a quote', `select e'\\'', ${'1,'.repeat(60_000)} ''`],
  ['numbers between quotes in comments', `select -- '\n${'1,'.repeat(60_000)}1 -- '`],
  ['numbers between quotes in quotes of dollars', `select $a$'$a$, ${'1,'.repeat(60_000)} $a$'$a$`],
])('a statement of many %s is refused before the parser sees it', (_, sql) => {
  expect(parse(sql)).toMatchObject({
    sqlState: '54000',
    message: expect.stringMatching(/words and signs; at most 10000 are supported/),
  });
});

test('the words of a text do not count', () => {
  expect(parse(`select '${'a b, '.repeat(50_000)}'`)).toBe('parsed');
});

test.each(['/*', '-+', '*/', '='])('a run of %s that the parser would read again and again is refused', (part) => {
  expect(parse(`select 1 ${part.repeat(65_000)}`)).toMatchObject({ sqlState: '54000', position: 10 });
  expect(parse(`select 1 /*${'*'.repeat(80)}*/`)).toBe('parsed');
});
