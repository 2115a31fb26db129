export const many = (count: number, item: (index: number) => string, separator = ', ') =>
  Array.from({ length: count }, (_, index) => item(index)).join(separator);

/** Statements that ask for more than there is, by what becomes of them. */
export const HEAVY: readonly (readonly [name: string, sqlState: string, sql: string])[] = [
  ['a text of a gigabyte', '53200', `select repeat('x', 1000000000)`],
  ['padding to a gigabyte', '54000', `select lpad('x', 1000000000)`],
  ['a format of a gigabyte', '53200', `select length(format('%1000000000s', 'x'))`],
  ['a text of many rows', '53200', `select string_agg(repeat('x', 1000000), '') from generate_series(1, 2000)`],
  ['JSON that is nested deeply', '58000', `select repeat('[', 1000000)::json`],
  ['JSONB that is nested deeply', '58000', `select repeat('[', 1000000)::jsonb`],
  ['an array that is nested deeply', '54000', `select repeat('{', 100000)::int[]`],
  ['XML that is nested deeply', '2200N', `select repeat('<a>', 100000)::xml`],
  [
    'XML whose entities grow',
    '2200N',
    `select '<!DOCTYPE l [<!ENTITY a "aaaaaaaa">${many(9, (n) => `<!ENTITY ${'bcdefghij'[n]} "${`&${'abcdefghi'[n]};`.repeat(9)}">`, '')}]><l>&j;</l>'::xml`,
  ],
  ['a regular expression of many states', '2201B', `select 'a' ~ '((a{1,100}){1,100}){1,100}'`],
  ['powers of powers', '22003', 'select 9^9^9^9'],
  ['a factorial', '22003', 'select factorial(100000)'],
  ['steps of zero', '22023', 'select generate_series(1, 2, 0)'],
  ['more columns than PostgreSQL has', '54011', `select ${many(2000, () => '1')}`],
  ['more tables than are planned', '54001', `select 1 from ${many(101, (n) => `messages m${n}`)}`],
  [
    'more groupings than PostgreSQL has',
    '54011',
    `select 1 from (values (${many(13, String)})) v group by cube (${many(13, (n) => `column${n + 1}`)})`,
  ],
  ['a parameter with a large number', '42601', 'select $2147483648'],
  ['rows without end', '57014', 'select count(*) from generate_series(1, 1e9::bigint)'],
  [
    'recursion without end',
    '57014',
    'with recursive r as (select 1 n union all select n + 1 from r) select max(n) from r',
  ],
  [
    'queries that double',
    '57014',
    `with ${many(40, (n) => `c${n} as (${n ? `select a.n from c${n - 1} a, c${n - 1} b` : 'select 1 as n union all select 2'})`)} select count(*) from c39`,
  ],
];

/** Expressions that take other engines forever. */
export const SEARCHES = [
  `select repeat('a', 50000) ~ '(a*)*b'`,
  `select repeat('a', 30) || 'c' ~ '^(a|aa)+$'`,
  String.raw`select repeat('ab', 5000) ~ '(.*)(.*)(.*)(.*)(.*)\1\2\3x'`,
  `select repeat('a', 100000) like '${'%a'.repeat(200)}b'`,
  `select repeat('a', 10000) similar to '(a|b|ab)*c'`,
  `select jsonb_path_exists(to_jsonb(repeat('a', 30000)), '$ ? (@ like_regex "(a*)*b")')`,
];
