import { describe, expect, test } from 'vitest';
import { readStatements } from '../src/index.js';
import { createClient, database } from './client.js';

test('COPY writes each row on its own, since clients such as psycopg take what arrives for one row', async () => {
  const { copy } = await createClient().run(
    'copy (select * from generate_series(1, 3) n) to stdout with (format csv, header)',
  );
  expect(Array.from(copy?.data ?? [], String)).toEqual(['n\n', '1\n', '2\n', '3\n']);
});

test('COPY writes a query as text and as CSV', async () => {
  const client = createClient();
  const copied = async (sql: string) => {
    const { tag, copy } = await client.run(sql);
    return [tag, copy?.columns, Buffer.concat([...(copy?.data ?? [])]).toString()];
  };
  const query = String.raw`select * from (values (1, E'a\tb\\c'), (2, null), (3, ''), (4, 'x,"y"')) v (n, t)`;
  expect(await copied(`copy (${query}) to stdout`)).toEqual(['COPY 4', 2, '1\ta\\tb\\\\c\n2\t\\N\n3\t\n4\tx,"y"\n']);
  expect(await copied(`copy (${query}) to stdout with (format csv, header)`)).toEqual([
    'COPY 4',
    2,
    'n,t\n1,a\tb\\c\n2,\n3,""\n4,"x,""y"""\n',
  ]);
  const [tag, , text] = await copied('copy recordings (sid, call_sid) to stdout csv');
  expect([tag, String(text).split('\n').length]).toEqual(['COPY 600', 601]);
  expect(await client.failure("copy (select 1) to '/tmp/x'")).toMatchObject({ sqlState: '0A000' });
  expect(await client.failure('copy messages from stdin')).toMatchObject({ sqlState: '0A000' });
  expect(await client.failure("copy (select 1) to program 'id'")).toMatchObject({ sqlState: '0A000' });
});

describe('EXPLAIN', () => {
  const sql = `select m.sid from messages m where m.date_sent > '2026-11-29' and m.status = 'failed'`;

  test('prints what is asked of the source, and then the plan of PostgreSQL', async () => {
    const { rows, requests, tag } = await createClient().run(`explain ${sql}`);
    const lines = rows?.map(([line]) => line) ?? [];
    expect(lines.slice(0, 5)).toEqual([
      'Twilio',
      '  messages m: about 10 requests',
      "    Condition at Twilio: date_sent > '2026-11-29T00:00:00Z'",
      expect.stringContaining("(m.status = 'failed'::text)"),
      '',
    ]);
    expect(lines.slice(5).join('\n')).toMatch(/^PostgreSQL\nForeign Scan on messages m .*\n +Filter: /);
    expect([requests, tag]).toEqual([0, 'EXPLAIN']);
  });

  const SORTED = 'are read, to sort them before LIMIT takes the first.';
  const FEWER = 'Fewer are read with a condition on one of these:';
  test.each([
    [
      'select sid from calls order by start_time desc nulls last limit 10',
      'All rows are read, since those without start_time are, or may be, elsewhere in the list at Twilio. ' +
        `Only the first pages are read for ORDER BY start_time DESC NULLS FIRST. ${FEWER} to_number, start_time, status.`,
    ],
    [
      "select sid from messages where date_sent > '2026-11-29' order by num_segments desc limit 10",
      `All rows that fulfil the condition ${SORTED} Only the first pages are read for ORDER BY date_sent DESC. ` +
        `${FEWER} to_number, from_number.`,
    ],
    [
      'select c.sid from numbers n join calls c on c.to_number = n.phone_number order by c.start_time, c.sid limit 5',
      expect.stringContaining(`All rows ${SORTED} Only the first pages are read for ORDER BY start_time DESC`),
    ],
    [
      'select n.sid from numbers n left join calls c on c.to_number = n.phone_number order by c.start_time desc limit 5',
      `All rows ${SORTED} ${FEWER} to_number, start_time, status.`,
    ],
    ['select sid from messages m order by date_sent desc limit 10', undefined],
    ["select sid from messages where sid = 'SM1' order by status limit 10", undefined],
    ['select sid from messages order by status', undefined],
    ['select sid from messages limit 10', undefined],
  ])('of %s says why a LIMIT reads all rows, and what reads fewer', async (statement, hint) => {
    const hints = (await database.explain(statement)).flatMap((plan) => plan.hint ?? []);
    expect(hints).toEqual(hint === undefined ? [] : [hint]);
    const { rows = [] } = await createClient().run(`explain ${statement}`);
    expect(rows.flat().filter((line) => line?.includes('Hint'))).toEqual(hints.map((text) => `    Hint: ${text}`));
  });

  test('with ANALYZE runs the query, and prints what it took', async () => {
    const { rows, requests } = await createClient().run(`explain (analyze, costs off, timing off, summary off) ${sql}`);
    const text = rows?.map(([line]) => line).join('\n') ?? '';
    expect(text).toContain(`messages m: ${requests} request`);
    expect(text).toMatch(/actual rows=\d/);
    expect(requests).toBeGreaterThan(0);
  });

  test('in JSON is one document, with tables by their names', async () => {
    const result = await database.query(`explain (format json, verbose) ${sql} limit $1`, { parameters: [3] });
    expect(result.rows).toEqual([
      [
        [
          {
            Twilio: [expect.objectContaining({ table: 'messages', alias: 'm' })],
            Plan: expect.objectContaining({ 'Node Type': 'Limit' }) as object,
          },
        ],
      ],
    ]);
    const text = JSON.stringify(result.rows);
    expect(text).toContain('"Schema":"public"');
    expect(text).not.toMatch(/twilio_scan|messages_1|slots/);
  });

  test('tells where a mistake is in the whole statement', async () => {
    const client = createClient();
    for (const query of ['select * from nothing', 'selec 1', 'select 1 from']) {
      const sql = `explain /* ä */ (format json) ${query}`;
      const { position = 0 } = (await client.failure(sql)) as { readonly position?: number };
      expect([
        query,
        Array.from(sql)
          .slice(position - 1)
          .join(''),
      ]).toEqual([query, query.replace(/^select (?:\* from|1 from) ?/, '')]);
    }
  });

  test('refuses what it cannot explain', async () => {
    const client = createClient();
    expect(await client.failure('explain delete from messages')).toMatchObject({ sqlState: '0A000' });
    expect(await client.failure('explain (format xml) select 1')).toMatchObject({ sqlState: '0A000' });
    expect(await client.failure('explain select pg_sleep(1)')).toMatchObject({ sqlState: '42501' });
  });
});

test('the statements of a text are found, each with what it changes', async () => {
  const text = `set timezone = 'UTC'; select ';' as "ä;" -- ;\n; select 'é' ; `;
  expect((await readStatements(text)).map(({ sql, changes }) => `${changes}: ${sql.trim()}`)).toEqual([
    `session: set timezone = 'UTC'`,
    `nothing: select ';' as "ä;" -- ;`,
    `nothing: select 'é'`,
  ]);
  expect(await readStatements(' -- nothing')).toEqual([]);
  await expect(readStatements('select 1; selec 2')).rejects.toMatchObject({ sqlState: '42601', position: 11 });
});
