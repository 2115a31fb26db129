import { afterAll, beforeEach, expect, test } from 'vitest';
import { createPgliteEngine } from '../src/index.js';
import { createWriteBed, type WriteBed } from './write-world.js';

const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());

let bed: WriteBed;
beforeEach(() => {
  bed = createWriteBed(engine);
});

test('INSERT sends one write for each row, with values of the types of their columns', async () => {
  const { tag, rows, columns, requests, write } = await bed.database.query(
    `insert into messages ("to", body, send_at, price, segments, is_read, details) values
      ('+1', 'a, (b) -- c' || $1, now() + interval '1 hour', 0.10, '7', 't', '{"n": 1.5, "list": [1]}'),
      -- a comment; with ) and '
      (E'+2', $2, '2026-12-01 10:00+05:30', $3, 123456789012345678, null, '{"n": 1.50}') ;`,
    { parameters: ['!', 'b', '1234567890.12345678901234567890'] },
  );
  expect({ tag, rows, columns, requests }).toEqual({ tag: 'INSERT 0 2', rows: [], columns: [], requests: 2 });
  expect(bed.world.sent).toEqual([
    {
      operation: 'INSERT',
      table: 'messages',
      values: {
        To: '+1',
        Body: 'a, (b) -- c!',
        SendAt: '2026-11-30T13:00:00Z',
        Price: '0.10',
        Segments: 7,
        IsRead: true,
        Details: { n: 1.5, list: [1] },
      },
    },
    {
      operation: 'INSERT',
      table: 'messages',
      values: {
        To: '+2',
        Body: 'b',
        SendAt: '2026-12-01T04:30:00Z',
        Price: '1234567890.12345678901234567890',
        // Neither number would keep its digits in JavaScript.
        Segments: '123456789012345678',
        Details: '{"n": 1.50}',
      },
    },
  ]);
  expect(bed.world.intents).toEqual([{ operation: 'INSERT', table: 'messages' }]);
  expect(write).toEqual({
    operation: 'INSERT',
    target: 'messages',
    rows: [
      { row: 1, status: 'done', key: 'SM91' },
      { row: 2, status: 'done', key: 'SM92' },
    ],
  });
});

test('RETURNING is computed over the answers, and maxRows limits what it returns but not what is written', async () => {
  const sql = `INSERT INTO Messages AS m ("To", Body) VALUES ('+1', 'a'), ('+2', 'b')
    RETURNING m.sid, upper(Body) as shout, $1::int + 1, m."to"`;
  const { rows, columns } = await bed.database.query(sql, { parameters: [2] });
  expect(rows).toEqual([
    ['SM91', 'A', 3, '+1'],
    ['SM92', 'B', 3, '+2'],
  ]);
  expect(columns.map(({ name, type, table }) => [name, type, table])).toEqual([
    ['sid', 'text', 'messages'],
    ['shout', 'text', undefined],
    ['?column?', 'integer', undefined],
    ['to', 'text', 'messages'],
  ]);
  const limited = await bed.database.query(
    `insert into messages ("to", body) values ('1', '2'), ('3', '4') returning *`,
    {
      maxRows: 1,
    },
  );
  expect([limited.rows.length, limited.tag, bed.world.sent.length]).toEqual([1, 'INSERT 0 2', 4]);
});

test('INSERT of a query sends one write for each of its rows, and reads no more than the query needs', async () => {
  const { tag, tables, requests } = await bed.database.query(
    `insert into messages ("to", body, segments, send_at)
     with n as (select phone_number from numbers) select phone_number, 1.5, '3', date '2026-12-01' from n order by 1 limit 1`,
  );
  expect([tag, requests, tables.map(({ table }) => table)]).toEqual(['INSERT 0 1', 2, ['numbers']]);
  expect(bed.world.sent).toEqual([
    {
      operation: 'INSERT',
      table: 'messages',
      values: { To: '+1', Body: '1.5', Segments: 3, SendAt: '2026-12-01T00:00:00Z' },
    },
  ]);
});

test('UPDATE sends the new values of each row that it finds, with its key', async () => {
  const { tag, rows } = await bed.database.query(
    `update Messages m set Body = upper(m.Body) || ',', segments = n.sid is not distinct from 'PN1'
       from numbers n where m."to" = n.phone_number and m.segments < 3 returning m.sid, Body`.replace(
      "n.sid is not distinct from 'PN1'",
      "case when n.sid is not distinct from 'PN1' then 1 else 2 end",
    ),
  );
  expect(tag).toBe('UPDATE 2');
  const byKey = bed.world.sent.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  expect(byKey).toEqual([
    { operation: 'UPDATE', table: 'messages', key: { Sid: 'SM1' }, values: { Body: 'TEXT 1,', Segments: 1 } },
    { operation: 'UPDATE', table: 'messages', key: { Sid: 'SM2' }, values: { Body: 'TEXT 2,', Segments: 2 } },
  ]);
  expect(rows.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
    ['SM1', 'TEXT 1,'],
    ['SM2', 'TEXT 2,'],
  ]);
  expect(bed.world.intents).toEqual([{ operation: 'UPDATE', table: 'messages', selects: 'any' }]);
});

test('DELETE returns the rows as they were', async () => {
  const sql = `delete from messages m using numbers n where n.phone_number = m."to" and m.segments = 3 returning m.body, n.sid as number`;
  const { tag, rows, columns } = await bed.database.query(sql);
  expect([tag, rows, columns.map(({ name }) => name)]).toEqual(['DELETE 1', [['text 3', 'PN1']], ['body', 'number']]);
  expect(bed.world.sent).toEqual([{ operation: 'DELETE', table: 'messages', key: { Sid: 'SM3' } }]);
});

test('a row that a join finds several times is written once, or refused if its values differ', async () => {
  await bed.database.query(`delete from messages m using numbers n where m.sid = 'SM1'`);
  await bed.database.query(`update messages m set body = 'x' from numbers n where m.sid = 'SM1'`);
  expect(bed.world.sent).toHaveLength(2);
  expect(await bed.failureOf(`update messages m set body = n.sid from numbers n where m.sid = 'SM1'`)).toMatchObject({
    sqlState: '21000',
    message: expect.stringContaining('SM1'),
  });
  expect(bed.world.sent).toHaveLength(2);
});

test.each([
  [`delete from messages where sid = 'SM1' and body <> ''`, 'one'],
  [`delete from messages where sid = $1`, 'one'],
  [`delete from messages where sid in ('SM1', 'SM2')`, 'some'],
  [`delete from messages where sid = 'SM1' or sid = 'SM2'`, 'some'],
  [`delete from messages where sid = 'SM1' or body = 'x'`, 'any'],
  [`delete from messages where "to" = 'SM1'`, 'any'],
  [`delete from messages where true`, 'any'],
  [`delete from messages where false`, 'one'],
  [`delete from messages where sid in (select sid from numbers)`, 'any'],
  [`delete from messages where sid = (select 'SM1')`, 'any'],
  [`delete from media where sid = 'ME1' and message_sid = 'SM1'`, 'one'],
  [`delete from media where sid in ('ME1') and message_sid in ('SM1', 'SM2')`, 'some'],
  [`delete from media where message_sid = 'SM1'`, 'any'],
])('%s selects %s', async (sql, selects) => {
  await bed.database.query(sql, { parameters: sql.includes('$1') ? ['SM1'] : [] });
  expect(bed.world.intents).toMatchObject([{ operation: 'DELETE', selects }]);
});

test('the key of a row has the keys of its parents', async () => {
  await bed.database.query(`delete from media where message_sid = 'SM1' and sid = 'ME2'`);
  expect(bed.world.sent).toEqual([{ operation: 'DELETE', table: 'media', key: { MessageSid: 'SM1', Sid: 'ME2' } }]);
});

test('CALL takes parameters by name or by place, and returns the results as rows', async () => {
  const { tag, rows, columns } = await bed.database.query(
    `call Send_Message('+1', body => 'a' || $1, "segments" := '2')`,
    {
      parameters: ['b'],
    },
  );
  expect([tag, rows, columns.map(({ name }) => name)]).toEqual(['CALL', [['SM91', 2]], ['sid', 'segments']]);
  expect(bed.world.sent).toEqual([
    { operation: 'CALL', procedure: 'send_message', values: { To: '+1', Body: 'ab', Segments: 2 } },
  ]);
  await bed.database.query(`call sendmessage("To" => '+1', body => 'x', segments => null)`);
  expect(bed.world.sent[1]).toMatchObject({ values: { To: '+1', Body: 'x' } });
});

test('describe returns the types of parameters and the columns of each write, and sends nothing', async () => {
  const insert = await bed.database.describe(
    `insert into messages ("to", body, segments) values ($1, $4, $2) returning segments + $3 as n`,
  );
  expect(insert.parameterTypes).toEqual([25, 20, 20, 25]);
  expect(insert.columns).toMatchObject([{ name: 'n', type: 'bigint' }]);
  const update = await bed.database.describe(`update messages set body = $2 where sid = $1`);
  expect(update).toEqual({ parameterTypes: [25, 25], columns: undefined });
  const remove = await bed.database.describe(`delete from messages where sid = $1 returning body`);
  expect(remove.columns).toMatchObject([{ name: 'body', table: 'messages' }]);
  const call = await bed.database.describe(`call send_message("to" => $1, body => 'x', segments => $2)`);
  expect(call).toMatchObject({ parameterTypes: [25, 20], columns: [{ name: 'sid' }, { name: 'segments' }] });
  expect(bed.world.sent).toEqual([]);
});

test('explainWrite returns what a statement would write', async () => {
  expect(await bed.database.explainWrite(`insert into messages ("to", body) values ('1', 'a'), ('2', 'b')`)).toEqual({
    intent: { operation: 'INSERT', table: 'messages' },
    columns: ['to', 'body'],
    rows: 2,
    reads: [],
  });
  expect(await bed.database.explainWrite(`update messages set body = '' where sid = 'SM1'`)).toMatchObject({
    intent: { operation: 'UPDATE', table: 'messages', selects: 'one' },
    columns: ['body'],
    reads: [{ table: 'messages', condition: { column: 'sid', operator: '=', value: 'SM1' } }],
  });
  expect(await bed.database.explainWrite('select 1')).toBeUndefined();
  expect(bed.world.sent).toEqual([]);
});

test('EXPLAIN says what a statement would write, and EXPLAIN ANALYZE of a write is refused', async () => {
  const { rows } = await bed.database.query(`explain update messages set body = '' where sid in ('SM1', 'SM2')`);
  expect(rows.flat()).toEqual([
    'Write',
    '  UPDATE messages: one request for each row with these keys',
    '    Columns: body',
    'Twilio',
    expect.stringMatching(/^ {2}messages: about/),
    expect.stringContaining("sid IN ('SM1', 'SM2')"),
    expect.stringContaining('Filter of the rows'),
  ]);
  const analyzed = await bed.refused(`explain (analyze) delete from messages where sid = 'SM1'`);
  expect(analyzed).toMatchObject({ sqlState: '0A000', message: expect.stringContaining('EXPLAIN ANALYZE') });
});
