import { expect, test } from 'vitest';
import { mayChangeData } from './statement-kind.ts';

test.each([
  ["SELECT 1 WHERE 'delete' = $$update$$", false],
  ['-- delete from messages\nselect "update" from x', false],
  ['  ( select 1 )', false],
  ['explain delete from messages', false],
  ['explain analyze delete from messages', true],
  ["with old as (select 'delete') select * from old", false],
  ['with gone as (delete from messages returning sid) select * from gone', true],
  ['delete from messages', true],
  ['/* careful */ Update messages set body = $1', true],
  ['call send_message("to" => \'+1\')', true],
  ['select 1; delete from messages', true],
  ['selec 1', false],
  ['', false],
])('%j may change data: %s', (sql, expected) => {
  expect(mayChangeData(sql)).toBe(expected);
});
