import { expect, test } from 'vitest';
import { createSession, type QueryOptions } from '../src/index.js';
import { database } from './client.js';

const CONVERTED = [20, 23, 25];
const run = (sql: string, options: QueryOptions) => database.run(sql, { session: createSession(), ...options });
const ALL = { columns: 'all', fromText: CONVERTED } as const;

test('values in binary form are the digits of what PostgreSQL sends, where the client does not convert them', async () => {
  const sql = "select 1 as n, row(1, 'a') as r, array[interval '1 month 2 days 3 s'] as a, null::time as t";
  const { columns, rows } = await run(sql, { binary: ALL });
  expect(columns?.map(({ name, oid, isBinary = false }) => [name, oid, isBinary])).toEqual([
    ['n', 23, false],
    ['r', 2249, true],
    ['a', 1187, true],
    ['t', 1083, true],
  ]);
  // What a PostgreSQL 15 sends: `a` is of the type unknown there.
  expect(rows).toEqual([
    [
      '1',
      '00000002000000170000000400000001000002c10000000161',
      '0000000100000000000004a200000001000000010000001000000000002dc6c00000000200000001',
      null,
    ],
  ]);
});

test('only the columns that are wanted so come in binary form, of rows in their order and of the same number', async () => {
  const sql = 'select row(n) as one, row(n) as two from generate_series(1, 100) n order by n desc limit 3';
  const { rows } = await run(sql, { binary: { columns: [1], fromText: CONVERTED }, maxRows: 2 });
  expect(rows).toEqual([
    ['(100)', '00000001000000170000000400000064'],
    ['(99)', '00000001000000170000000400000063'],
  ]);
});

test('COPY, cursors and EXPLAIN write text, whatever the client wants of queries', async () => {
  const all = { session: createSession(), binary: ALL };
  const { copy } = await run('copy (select row(1)) to stdout', all);
  expect(Array.from(copy?.data ?? [], String)).toEqual(['(1)\n']);
  await run('declare c cursor with hold for select row(1)', all);
  expect((await run('fetch c', all)).rows).toEqual([['(1)']]);
  expect((await run('explain select row(1)', all)).rows?.flat().join(' ')).toContain('Result');
});
