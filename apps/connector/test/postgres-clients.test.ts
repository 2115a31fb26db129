import pg from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failureOf, type PostgresBed, startPostgresBed } from './postgres-bed.js';

let bed: PostgresBed;
let client: pg.Client;
beforeAll(async () => {
  bed = await startPostgresBed();
  client = await bed.connect();
});
beforeEach(() => bed.simulator.journal.clear());
afterAll(() => bed.close());

const messages = () => bed.simulator.snapshot('Messages');

describe('npm pg', () => {
  test('reads rows with types, by both protocols', async () => {
    const [first] = messages();
    const { rows, fields } = await client.query('select sid, num_segments, date_created from messages where sid = $1', [
      first?.sid,
    ]);
    expect(rows).toEqual([
      {
        sid: first?.sid,
        num_segments: expect.any(String) as string,
        date_created: new Date(Math.floor(Number(first?.date_created) / 1000) * 1000),
      },
    ]);
    expect(fields.map(({ dataTypeID }) => dataTypeID)).toEqual([25, 20, 1184]);
    const counted = await client.query('select count(*)::int as n from messages');
    expect(counted.rows).toEqual([{ n: messages().length }]);
  });

  test('learns of each column which one of which table it is, as the system catalogs number them', async () => {
    const known = await client.query(
      `select attrelid, attnum from pg_attribute where attrelid = 'messages'::regclass and attname = 'status'`,
    );
    const [{ attrelid, attnum }] = known.rows as [{ readonly attrelid: number; readonly attnum: number }];
    const { fields } = await client.query(
      'select "Status" as state, upper(status), 1::numeric(8, 2) from messages limit 1',
    );
    expect(fields.map((field) => [field.tableID, field.columnID, field.dataTypeModifier])).toEqual([
      [attrelid, attnum, -1],
      [0, 0, -1],
      [0, 0, 524_294],
    ]);
  });

  test('prepares a statement once', async () => {
    const query = { name: 'by-status', text: 'select count(*)::int as n from messages where status = $1' };
    for (const status of ['delivered', 'failed']) {
      const expected = messages().filter((message) => message.status === status).length;
      expect((await client.query({ ...query, values: [status] })).rows).toEqual([{ n: expected }]);
    }
  });

  test('gets values of any type in binary form, also those of a record, as PostgreSQL sends them', async () => {
    const types = { getTypeParser: () => (bytes: string) => Buffer.from(bytes).toString('hex') };
    const read = async (text: string, ...values: readonly unknown[]) => {
      const query = { text, values, binary: true, rowMode: 'array', queryMode: 'extended', types };
      return (await client.query(query as unknown as pg.QueryArrayConfig)).rows;
    };
    // What a PostgreSQL 15 sends. The package passes bytes through UTF-8, so they are below 128 here.
    expect(await read("select row(1, 'a'::text), 7, interval '1 day 1 s', $1::text -- the end", 'b')).toEqual([
      ['00000002000000170000000400000001000000190000000161', '00000007', '00000000000f42400000000100000000', '62'],
    ]);
    const sid = String(messages()[0]?.sid);
    expect(await read('select row(sid) from messages where sid = $1', sid)).toEqual([
      [`000000010000001900000022${Buffer.from(sid).toString('hex')}`],
    ]);
    expect(await read("select typname::text, row(oid) from pg_type where typname = 'int4'")).toEqual([
      ['696e7434', '000000010000001a0000000400000017'],
    ]);
    expect(bed.simulator.journal.count).toBe(1);
  });

  test('learns the SQLSTATE of an error, its place and a hint, and goes on', async () => {
    expect(await failureOf(client.query('select * from nothing'))).toMatchObject({ code: '42P01', position: '15' });
    expect(await failureOf(client.query('selec 1'))).toMatchObject({ code: '42601', position: '1' });
    expect(await failureOf(client.query("select pg_read_file('/etc/passwd')"))).toMatchObject({ code: '42501' });
    expect(await failureOf(client.query('select 1 / 0'))).toMatchObject({ code: '22012' });
    expect(await failureOf(client.query('select * from media'))).toMatchObject({
      code: '55000',
      hint: expect.stringContaining('message_sid') as string,
    });
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('has a transaction whose failure lasts until it ends', async () => {
    await client.query('begin');
    await failureOf(client.query('select nothing'));
    expect(await failureOf(client.query('select 1'))).toMatchObject({ code: '25P02' });
    expect((await client.query('commit')).command).toBe('ROLLBACK');
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('runs the statements of a text one after another', async () => {
    const results: unknown = await client.query("set timezone = 'Asia/Tokyo'; show timezone; reset timezone");
    expect((results as readonly pg.QueryResult[]).map(({ command, rows }) => [command, rows])).toEqual([
      ['SET', []],
      ['SHOW', [{ TimeZone: 'Asia/Tokyo' }]],
      ['RESET', []],
    ]);
  });

  test('keeps the settings of each session, though statements of both run in turns', async () => {
    const other = await bed.connect({ application_name: 'other' });
    await Promise.all([client.query("set timezone = 'Asia/Kolkata'"), other.query("set timezone = 'America/Lima'")]);
    const times = Array.from({ length: 10 }, () => [client, other]).flat();
    const shown = await Promise.all(times.map((each) => each.query("select '2026-11-30 12:00Z'::timestamptz::text t")));
    expect(new Set(shown.map(({ rows: [row] }, index) => `${index % 2} ${row.t}`))).toEqual(
      new Set(['0 2026-11-30 17:30:00+05:30', '1 2026-11-30 07:00:00-05']),
    );
    expect((await other.query('show application_name')).rows).toEqual([{ application_name: 'other' }]);
    await client.query('discard all');
    expect((await client.query('show timezone')).rows).toEqual([{ TimeZone: 'UTC' }]);
  });

  test('explains what a query asks of Twilio', async () => {
    const { rows } = await client.query("explain select sid from messages where status = 'failed' limit 10");
    const lines = (rows as readonly { readonly 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN']);
    expect(lines.slice(0, 2)).toEqual(['Twilio', expect.stringMatching(/^ {2}messages: about \d+ requests?$/)]);
    expect(bed.simulator.journal.count).toBe(0);
  });

  test('reads a table below a parent for all of its parents once that is allowed', async () => {
    await client.query('set twilio.allow_parent_scan = on');
    const { rows } = await client.query('select count(*)::int as n from media');
    expect(rows).toEqual([{ n: bed.simulator.snapshot('Media').length }]);
    await client.query('reset twilio.allow_parent_scan');
  });

  test('gets a refusal with the plan for a statement beyond its requests', async () => {
    await client.query('select count(*) from calls');
    await client.query('set twilio.max_requests = 1');
    bed.simulator.journal.clear();
    const failure = await failureOf(
      client.query(
        'select count(*) from messages m join calls c on c."to" = m."to" join recordings r on r.call_sid = c.sid',
      ),
    );
    expect(failure).toMatchObject({ code: '53400', detail: expect.stringContaining('Twilio\n') as string });
    await client.query('reset twilio.max_requests');
  });

  test('cancels a statement that occupies PostgreSQL, and goes on with another', async () => {
    const running = failureOf(
      client.query('select count(*) from generate_series(1, 1e9::bigint) a, generate_series(1, 1e9::bigint) b'),
    );
    const other = await bed.connect();
    // It waits behind the endless one, and runs on the spare.
    const waiting = other.query('select 7 as seven');
    const { activeQuery } = client as unknown as { readonly activeQuery: unknown };
    const canceller = new pg.Client(bed.address) as unknown as { cancel(client: unknown, query: unknown): void };
    canceller.cancel(client, activeQuery);
    expect(await running).toMatchObject({ code: '57014', message: 'canceling statement due to user request' });
    expect((await waiting).rows).toEqual([{ seven: 7 }]);
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('describes a cursor like a portal, as psycopg does', async () => {
    await client.query('begin');
    await client.query('declare c cursor for select sid, date_sent from messages limit 3');
    const described = Promise.withResolvers<unknown>();
    client.query({
      submit(connection: pg.Connection) {
        const extended = connection as pg.Connection & { describe(what: object): void; sync(): void };
        extended.describe({ type: 'P', name: 'c' });
        extended.sync();
      },
      handleRowDescription: ({ fields }: { readonly fields: readonly pg.FieldDef[] }) =>
        described.resolve(fields.map(({ name, dataTypeID }) => [name, dataTypeID])),
      handleError: described.reject,
      handleReadyForQuery() {},
    });
    expect(await described.promise).toEqual([
      ['sid', 25],
      ['date_sent', 1184],
    ]);
    await client.query('rollback');
  });

  test('answers an empty text, with which pools check their connections, as its first one', async () => {
    const other = await bed.connect();
    expect((await other.query({ name: 'check', text: '' })).rows).toEqual([]);
    expect((await other.query('-- ping')).rows).toEqual([]);
  });

  test('may name its encoding as asyncpg does', async () => {
    const other = await bed.connect({ client_encoding: "'utf-8'" });
    expect((await other.query('show client_encoding')).rows).toEqual([{ client_encoding: 'UTF8' }]);
  });

  test('ends a statement whose time is over', async () => {
    await client.query("set statement_timeout = '50ms'");
    const endless = 'select count(*) from generate_series(1, 1e9::bigint) a, generate_series(1, 1e9::bigint) b';
    expect(await failureOf(client.query(endless))).toMatchObject({
      code: '57014',
      message: 'canceling statement due to statement timeout',
    });
    await client.query('reset statement_timeout');
  });
});

describe('npm postgres', () => {
  test('reads with parameters and a cursor', async () => {
    const sql = postgres({ ...bed.address, user: 'admin', password: bed.token, database: 'twilio', max: 1 });
    try {
      const [first] = messages();
      const [row] = await sql`select sid, date_created from messages where sid = ${String(first?.sid)}`;
      expect(row).toMatchObject({ sid: first?.sid, date_created: expect.any(Date) as Date });
      const parts: number[] = [];
      for await (const rows of sql`select sid from messages limit 50`.cursor(20)) parts.push(rows.length);
      expect(parts).toEqual([20, 20, 10]);
      const copied = await sql`copy (select 1 as a, 'x,y' as b) to stdout with (format csv, header)`.readable();
      const text: string[] = [];
      for await (const part of copied) text.push(String(part));
      expect(text.join('')).toBe('a,b\n1,"x,y"\n');
      const failed = sql.begin(async (transaction) => {
        await transaction`select nothing`;
      });
      expect(await failureOf(failed)).toMatchObject({ code: '42703' });
    } finally {
      await sql.end();
    }
  });
});
