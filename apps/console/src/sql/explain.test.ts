import { expect, test } from 'vitest';
import { placeInStatement, toExplain } from './explain.ts';

test.each([
  ['select 1', 'EXPLAIN (FORMAT JSON) select 1'],
  ['explain select 1', 'EXPLAIN (FORMAT JSON)  select 1'],
  ['\n Explain analyze verbose select 1', 'EXPLAIN (FORMAT JSON)  select 1'],
  ['explain (analyze, format text) delete from x', 'EXPLAIN (FORMAT JSON)  delete from x'],
  ['explains', 'EXPLAIN (FORMAT JSON) explains'],
])('the plan of %j is asked for without carrying it out, and a place in it is found again', (sql, explained) => {
  expect(toExplain(sql)).toBe(explained);
  const last = explained.length - 1;
  expect(sql[placeInStatement(sql, last)]).toBe(explained[last]);
});
