import { afterAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, createPgliteEngine, createSession, type Database, type QueryOptions } from '../src/index.js';
import { catalog, createWriteWorld, type WriteWorld } from './write-world.js';

const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());

let world: WriteWorld;
let database: Database;
beforeEach(() => {
  world = createWriteWorld();
  database = createDatabase({ catalog, ...world, engine, now: () => Date.UTC(2026, 10, 30, 12) });
});

const failureOf = (sql: string, options?: QueryOptions): Promise<unknown> =>
  database.query(sql, options).then(
    ({ tag }) => `no error: ${tag}`,
    (error: unknown) => error,
  );
const refused = async (sql: string, options?: QueryOptions): Promise<unknown> => {
  const error = await failureOf(sql, options);
  expect(world.sent).toEqual([]);
  return error;
};

test('INSERT sends one write for each row, with values of the types of their columns', async () => {
  const { tag, rows, columns, requests, write } = await database.query(
    `insert into messages ("to", body, send_at, price, segments, is_read, details) values
      ('+1', 'a, (b) -- c' || $1, now() + interval '1 hour', 0.10, '7', 't', '{"n": 1.5, "list": [1]}'),
      -- a comment; with ) and '
      (E'+2', $2, '2026-12-01 10:00+05:30', $3, 123456789012345678, null, '{"n": 1.50}') ;`,
    { parameters: ['!', 'b', '1234567890.12345678901234567890'] },
  );
  expect({ tag, rows, columns, requests }).toEqual({ tag: 'INSERT 0 2', rows: [], columns: [], requests: 2 });
  expect(world.sent).toEqual([
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
  expect(world.intents).toEqual([{ operation: 'INSERT', table: 'messages' }]);
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
  const { rows, columns } = await database.query(sql, { parameters: [2] });
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
  const limited = await database.query(`insert into messages ("to", body) values ('1', '2'), ('3', '4') returning *`, {
    maxRows: 1,
  });
  expect([limited.rows.length, limited.tag, world.sent.length]).toEqual([1, 'INSERT 0 2', 4]);
});

test('INSERT of a query sends one write for each of its rows, and reads no more than the query needs', async () => {
  const { tag, tables, requests } = await database.query(
    `insert into messages ("to", body, segments, send_at)
     with n as (select phone_number from numbers) select phone_number, 1.5, '3', date '2026-12-01' from n order by 1 limit 1`,
  );
  expect([tag, requests, tables.map(({ table }) => table)]).toEqual(['INSERT 0 1', 2, ['numbers']]);
  expect(world.sent).toEqual([
    {
      operation: 'INSERT',
      table: 'messages',
      values: { To: '+1', Body: '1.5', Segments: 3, SendAt: '2026-12-01T00:00:00Z' },
    },
  ]);
});

test('UPDATE sends the new values of each row that it finds, with its key', async () => {
  const { tag, rows } = await database.query(
    `update Messages m set Body = upper(m.Body) || ',', segments = n.sid is not distinct from 'PN1'
       from numbers n where m."to" = n.phone_number and m.segments < 3 returning m.sid, Body`.replace(
      "n.sid is not distinct from 'PN1'",
      "case when n.sid is not distinct from 'PN1' then 1 else 2 end",
    ),
  );
  expect(tag).toBe('UPDATE 2');
  const byKey = world.sent.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  expect(byKey).toEqual([
    { operation: 'UPDATE', table: 'messages', key: { Sid: 'SM1' }, values: { Body: 'TEXT 1,', Segments: 1 } },
    { operation: 'UPDATE', table: 'messages', key: { Sid: 'SM2' }, values: { Body: 'TEXT 2,', Segments: 2 } },
  ]);
  expect(rows.toSorted()).toEqual([
    ['SM1', 'TEXT 1,'],
    ['SM2', 'TEXT 2,'],
  ]);
  expect(world.intents).toEqual([{ operation: 'UPDATE', table: 'messages', selects: 'any' }]);
});

test('DELETE returns the rows as they were', async () => {
  const sql = `delete from messages m using numbers n where n.phone_number = m."to" and m.segments = 3 returning m.body, n.sid as number`;
  const { tag, rows, columns } = await database.query(sql);
  expect([tag, rows, columns.map(({ name }) => name)]).toEqual(['DELETE 1', [['text 3', 'PN1']], ['body', 'number']]);
  expect(world.sent).toEqual([{ operation: 'DELETE', table: 'messages', key: { Sid: 'SM3' } }]);
});

test('a row that a join finds several times is written once, or refused if its values differ', async () => {
  await database.query(`delete from messages m using numbers n where m.sid = 'SM1'`);
  await database.query(`update messages m set body = 'x' from numbers n where m.sid = 'SM1'`);
  expect(world.sent).toHaveLength(2);
  expect(await failureOf(`update messages m set body = n.sid from numbers n where m.sid = 'SM1'`)).toMatchObject({
    sqlState: '21000',
    message: expect.stringContaining('SM1'),
  });
  expect(world.sent).toHaveLength(2);
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
  await database.query(sql, { parameters: sql.includes('$1') ? ['SM1'] : [] });
  expect(world.intents).toMatchObject([{ operation: 'DELETE', selects }]);
});

test('the key of a row has the keys of its parents', async () => {
  await database.query(`delete from media where message_sid = 'SM1' and sid = 'ME2'`);
  expect(world.sent).toEqual([{ operation: 'DELETE', table: 'media', key: { MessageSid: 'SM1', Sid: 'ME2' } }]);
});

test('CALL takes parameters by name or by place, and returns the results as rows', async () => {
  const { tag, rows, columns } = await database.query(`call Send_Message('+1', body => 'a' || $1, "segments" := '2')`, {
    parameters: ['b'],
  });
  expect([tag, rows, columns.map(({ name }) => name)]).toEqual(['CALL', [['SM91', 2]], ['sid', 'segments']]);
  expect(world.sent).toEqual([
    { operation: 'CALL', procedure: 'send_message', values: { To: '+1', Body: 'ab', Segments: 2 } },
  ]);
  await database.query(`call sendmessage("To" => '+1', body => 'x', segments => null)`);
  expect(world.sent[1]).toMatchObject({ values: { To: '+1', Body: 'x' } });
});

test('a call that only reads has no idempotency key', async () => {
  await database.query('call look_up()', { idempotencyKey: 'k' });
  await database.query('call look_up()', { idempotencyKey: 'k' });
  expect(world.sent).toHaveLength(2);
});

test.each([
  [`insert into messages values ('+1', 'a')`, '0A000', 'needs a list of columns'],
  [`insert into messages default values`, '0A000', 'DEFAULT VALUES'],
  [`insert into messages ("to", body) values ('+1', default)`, '0A000', 'DEFAULT is not supported'],
  [`insert into messages ("to", body) values ('+1', 'a') on conflict do nothing`, '0A000', 'ON CONFLICT'],
  [`insert into messages ("to", body) overriding user value values ('+1', 'a')`, '0A000', 'OVERRIDING'],
  [`with x as (select 1) insert into messages ("to", body) select '+1', 'a' from x`, '0A000', 'WITH before INSERT'],
  [`with x as (select 1) delete from messages where true`, '0A000', 'WITH before DELETE'],
  [
    `with x as (delete from messages where true returning *) select * from x`,
    '0A000',
    'DELETE inside of another statement',
  ],
  [`merge into messages m using numbers n on true when matched then delete`, '0A000', 'MERGE is not supported'],
  [`truncate messages`, '0A000', 'TRUNCATE is not supported'],
  [`update messages set body = 'x'`, '0A000', 'UPDATE without WHERE is refused'],
  [`delete from messages`, '0A000', 'DELETE without WHERE is refused'],
  [`update messages set (body, segments) = ('x', 1) where sid = 'SM1'`, '0A000', 'SET (…) = (…)'],
  [`update messages set body = default where sid = 'SM1'`, '0A000', 'DEFAULT'],
  [`update messages set body[1] = 'x' where sid = 'SM1'`, '0A000', 'A part of the column body'],
  [
    `insert into messages ("to", sid, body, date_sent) values ('+1', 'SM1', 'x', now())`,
    '428C9',
    'INSERT cannot set sid, date_sent of messages',
  ],
  [
    `update messages set sid = 'SM2', "to" = '+1' where sid = 'SM1'`,
    '428C9',
    'UPDATE cannot change sid, to of messages',
  ],
  [`update messages set nothing = 1 where sid = 'SM1'`, '42703', 'column "nothing" of relation "messages"'],
  [`insert into messages (segments) values (1)`, '23502', 'to, body of messages must have a value'],
  [`insert into messages ("to", body, "to") values ('+1', 'a', '+2')`, '42701', 'column "to" specified more than once'],
  [`insert into messages ("to", body) values ('+1', 'a', 'b')`, '42601', 'more expressions than target columns'],
  [`insert into messages ("to", body) select '+1'`, '42601', 'more target columns than expressions'],
  [`insert into numbers (phone_number) values ('+1')`, '0A000', 'INSERT is not supported for the table numbers'],
  [`update media set sid = 'x' where sid = 'ME1'`, '0A000', 'UPDATE is not supported for the table media'],
  [`insert into calls ("to") values ('+1')`, '42501', 'The table calls is not available on this connection'],
  [`select 1 from "Calls"`, '42501', 'The table Calls is not available on this connection'],
  [`insert into nothing ("to") values ('+1')`, '42P01', 'relation "nothing" does not exist'],
  [
    `insert into messages ("to", body, segments) values ('+1', 'a', 'many')`,
    '22P02',
    'invalid input syntax for type bigint',
  ],
  [`insert into messages ("to", body) values ('+1', pg_read_file('x'))`, '42501', 'pg_read_file is not available'],
  [
    `insert into messages ("to", body) values ('+1', 'a') returning nothing`,
    '42703',
    'column "nothing" does not exist',
  ],
  [
    `insert into messages ("to", body) values ('+1', 'a') returning (select 1 from numbers)`,
    '0A000',
    'A subquery in RETURNING',
  ],
  [`delete from messages where sid = 'SM1' returning with (old as o) o.sid`, '0A000', 'RETURNING WITH'],
  [`call nothing()`, '42883', 'procedure nothing does not exist'],
  [`call send_message("to" => '+1')`, '23502', 'body of send_message must have a value'],
  [`call send_message("to" => '+1', 'x')`, '42601', 'positional argument cannot follow named argument'],
  [`call send_message("to" => '+1', body => 'x', other => 1)`, '42883', 'has no parameter "other"'],
  [`call send_message('1', '2', '3', '4')`, '42883', 'has only 3 parameters'],
  [`call send_message('1', '2', "to" => '3')`, '42601', 'parameter "to" is given more than once'],
])('%s is refused with %s', async (sql, sqlState, message) => {
  expect(await refused(sql)).toMatchObject({ sqlState, message: expect.stringContaining(message) });
});

test('a write of a database that only reads is refused', async () => {
  database = createDatabase({ catalog, scan: world.scan, engine });
  const error = await refused(`insert into messages ("to", body) values ('+1', 'a')`);
  expect(error).toMatchObject({ sqlState: '25006' });
});

test('a row that is not valid is refused before the first is sent', async () => {
  const error = await refused(`insert into messages ("to", body) values ('+1', 'a'), ('+1', 'invalid'), ('+1', 'b')`);
  expect(error).toMatchObject({
    sqlState: 'TW002',
    message: 'Row 2 of 3 failed: Body is not valid.',
    detail: 'Row 1 not attempted. Row 2 failed. Row 3 not attempted.',
  });
});

test('more rows than requests are left are refused before the first is sent', async () => {
  const sql = `insert into messages ("to", body) values ('+1', 'a'), ('+2', 'b')`;
  expect(await refused(sql, { maxRequests: 1 })).toMatchObject({
    sqlState: '53400',
    detail: '2 rows take 2 requests.',
  });
});

const five = `insert into messages ("to", body) select '+' || n, 'a' from generate_series(1, 5) n`;

test('a statement stops at the first row that fails, and says what became of each', async () => {
  world.answers.set(3, { status: 'failed', error: new Error('No such number.'), requests: 1 });
  expect(await failureOf(five)).toMatchObject({
    sqlState: 'TW002',
    message: 'Row 3 of 5 failed: No such number.',
    detail: 'Rows 1-2 written (SM91, SM92). Row 3 failed. Rows 4-5 not attempted.',
    report: {
      rows: [
        { row: 1, status: 'done', key: 'SM91' },
        { row: 2, status: 'done', key: 'SM92' },
        { row: 3, status: 'failed', message: 'No such number.' },
        { row: 4, status: 'not attempted' },
        { row: 5, status: 'not attempted' },
      ],
    },
  });
  expect(world.sent).toHaveLength(3);
});

test('a row whose outcome is not known has a code of its own', async () => {
  world.answers.set(2, { status: 'unknown', error: new Error('The connection broke.'), requests: 1 });
  expect(await failureOf(five)).toMatchObject({
    sqlState: 'TW001',
    message: 'Row 2 of 5 may have been carried out: The connection broke.',
    detail: 'Row 1 written (SM91). Row 2 unknown. Rows 3-5 not attempted.',
  });
});

test('with an idempotency key, a statement goes on where it stopped, with the rows that it found at first', async () => {
  const sql = `insert into messages ("to", body) select sid, gen_random_uuid() from messages order by 1 returning "to", body`;
  world.answers.set(3, { status: 'failed', error: new Error('Busy.'), requests: 1 });
  expect(await failureOf(sql, { idempotencyKey: 'k' })).toMatchObject({ sqlState: 'TW002' });
  const { rows, requests } = await database.query(sql, { idempotencyKey: 'k' });
  // 3 rows before and 2 now: the third again, and the fourth.
  expect([world.sent.length, requests]).toEqual([5, 2]);
  const [first, second, third, again, fourth] = world.sent;
  expect(again).toEqual(third);
  expect(rows).toEqual(
    [first, second, again, fourth].map((write) => [(write as Sent).values.To, (write as Sent).values.Body]),
  );
  // A repetition of what is done sends nothing.
  expect((await database.query(sql, { idempotencyKey: 'k' })).rows).toEqual(rows);
  expect(world.sent).toHaveLength(5);
  expect(await failureOf(`${sql} -- other`, { idempotencyKey: 'k' })).toMatchObject({
    message: expect.stringContaining('another statement'),
  });
});

interface Sent {
  readonly values: Readonly<Record<string, unknown>>;
}

test('a repeated DELETE returns what it returned', async () => {
  const sql = `delete from messages where segments = 1 returning body`;
  const first = await database.query(sql, { idempotencyKey: 'k' });
  const second = await database.query(sql, { idempotencyKey: 'k' });
  expect([first.rows, second.rows, second.columns, world.sent.length]).toEqual([
    [['text 1']],
    first.rows,
    first.columns,
    1,
  ]);
});

test('a row whose outcome is not known is not sent again with the same key', async () => {
  world.answers.set(2, { status: 'unknown', error: new Error('The connection broke.'), requests: 1 });
  await failureOf(five, { idempotencyKey: 'k' });
  expect(await failureOf(five, { idempotencyKey: 'k' })).toMatchObject({ sqlState: 'TW001' });
  expect(world.sent).toHaveLength(2);
});

test('a statement that is cancelled ends between two rows, and says which are written', async () => {
  const controller = new AbortController();
  const { write } = world.writer;
  const writer = {
    ...world.writer,
    write: (...given: Parameters<typeof write>) => {
      if (world.sent.length === 1) controller.abort();
      return write(...given);
    },
  };
  database = createDatabase({ catalog, scan: world.scan, writer, engine });
  expect(await failureOf(five, { signal: controller.signal })).toMatchObject({
    sqlState: '57014',
    detail: 'Rows 1-2 written (SM91, SM92). Rows 3-5 not attempted.',
  });
});

test('an error of RETURNING after the writes says that they are done', async () => {
  const sql = `insert into messages ("to", body, segments) values ('+1', 'a', 0) returning 1 / segments`;
  expect(await failureOf(sql)).toMatchObject({
    sqlState: '22012',
    message: 'The row was written, but RETURNING failed: division by zero',
    detail: 'Row 1 written (SM91).',
  });
});

test('describe returns the types of parameters and the columns of each write, and sends nothing', async () => {
  const insert = await database.describe(
    `insert into messages ("to", body, segments) values ($1, $4, $2) returning segments + $3 as n`,
  );
  expect(insert.parameterTypes).toEqual([25, 20, 20, 25]);
  expect(insert.columns).toMatchObject([{ name: 'n', type: 'bigint' }]);
  const update = await database.describe(`update messages set body = $2 where sid = $1`);
  expect(update).toEqual({ parameterTypes: [25, 25], columns: undefined });
  const remove = await database.describe(`delete from messages where sid = $1 returning body`);
  expect(remove.columns).toMatchObject([{ name: 'body', table: 'messages' }]);
  const call = await database.describe(`call send_message("to" => $1, body => 'x', segments => $2)`);
  expect(call).toMatchObject({ parameterTypes: [25, 20], columns: [{ name: 'sid' }, { name: 'segments' }] });
  expect(world.sent).toEqual([]);
});

test('explainWrite returns what a statement would write', async () => {
  expect(await database.explainWrite(`insert into messages ("to", body) values ('1', 'a'), ('2', 'b')`)).toEqual({
    intent: { operation: 'INSERT', table: 'messages' },
    columns: ['to', 'body'],
    rows: 2,
    reads: [],
  });
  expect(await database.explainWrite(`update messages set body = '' where sid = 'SM1'`)).toMatchObject({
    intent: { operation: 'UPDATE', table: 'messages', selects: 'one' },
    columns: ['body'],
    reads: [{ table: 'messages', condition: { column: 'sid', operator: '=', value: 'SM1' } }],
  });
  expect(await database.explainWrite('select 1')).toBeUndefined();
  expect(world.sent).toEqual([]);
});

test('EXPLAIN says what a statement would write, and EXPLAIN ANALYZE of a write is refused', async () => {
  const { rows } = await database.query(`explain update messages set body = '' where sid in ('SM1', 'SM2')`);
  expect(rows.flat()).toEqual([
    'Write',
    '  UPDATE messages: one request for each row with these keys',
    '    Columns: body',
    'Twilio',
    expect.stringMatching(/^ {2}messages: about/),
    expect.stringContaining("sid IN ('SM1', 'SM2')"),
    expect.stringContaining('Filter of the rows'),
  ]);
  const analyzed = await refused(`explain (analyze) delete from messages where sid = 'SM1'`);
  expect(analyzed).toMatchObject({ sqlState: '0A000', message: expect.stringContaining('EXPLAIN ANALYZE') });
});

test('a write is refused in a transaction, and a session gives it its idempotency key', async () => {
  const session = createSession();
  const run = (sql: string) => database.query(sql, { session });
  const sql = `insert into messages ("to", body) values ('+1', 'a') returning sid`;
  await run('begin');
  await expect(run(sql)).rejects.toMatchObject({ message: expect.stringContaining('cannot be part of a transaction') });
  await run('rollback');
  expect(world.sent).toEqual([]);
  await run(`set twilio.idempotency_key = 'k'`);
  expect((await run(sql)).rows).toEqual((await run(sql)).rows);
  expect(world.sent).toHaveLength(1);
  await run('reset twilio.idempotency_key');
  await run(sql);
  expect(world.sent).toHaveLength(2);
});
