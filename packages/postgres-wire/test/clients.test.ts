import pg from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bed, startBed } from './bed.js';

let bed: Bed;
beforeAll(async () => {
  bed = await startBed();
});
afterAll(() => bed.stop());

async function withPg<T>(work: (client: pg.Client) => Promise<T>, changes: pg.ClientConfig = {}): Promise<T> {
  const client = new pg.Client({ ...bed.connection, ...changes });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('pg', () => {
  test.each(['ada', 'cleartext'])('logs in as %s and reads rows by both protocols', async (user) => {
    await withPg(
      async (client) => {
        expect((await client.query("select 1 as one, 'ä' as text, null as nothing")).rows).toEqual([
          { one: 1, text: 'ä', nothing: null },
        ]);
        const { rows, rowCount, command } = await client.query('select $1::int * 2 as twice, $2::text as text', [
          21,
          "it's",
        ]);
        expect([rows, rowCount, command]).toEqual([[{ twice: 42, text: "it's" }], 1, 'SELECT']);
      },
      { user },
    );
  });

  test('learns the result of each statement of a text', async () => {
    const results = (await withPg((client) =>
      client.query('select 1 as a; select 2 as b'),
    )) as unknown as pg.QueryResult[];
    expect(results.map(({ rows }) => rows)).toEqual([[{ a: 1 }], [{ b: 2 }]]);
  });

  test('gets the fields of an error, and goes on in both protocols', async () => {
    await withPg(async (client) => {
      const expected = { code: '42703', message: 'column "nothing" does not exist', position: '8', severity: 'ERROR' };
      await expect(client.query('select nothing')).rejects.toMatchObject(expected);
      await expect(client.query('select nothing, $1::int', [1])).rejects.toMatchObject(expected);
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  test('prepares a statement once and runs it often', async () => {
    await withPg(async (client) => {
      const query = { name: 'twice', text: 'select $1::bigint * 2 as twice' };
      const twice = async (value: string) => (await client.query({ ...query, values: [value] })).rows;
      expect([await twice('1'), await twice('9007199254740993')]).toEqual([
        [{ twice: '2' }],
        [{ twice: '18014398509481986' }],
      ]);
    });
  });

  test('gets notices, and can cancel a statement from another connection', async () => {
    await withPg(async (client) => {
      const notices: (string | undefined)[] = [];
      const noticed = new Promise<void>((resolve) =>
        client.on('notice', ({ message }) => {
          notices.push(message);
          resolve();
        }),
      );
      const waiting = client.query('select wait');
      await noticed;
      const other = new pg.Client(bed.connection) as unknown as { cancel(client: unknown, query: unknown): void };
      const { activeQuery } = client as unknown as { activeQuery: unknown };
      other.cancel(client, activeQuery);
      await expect(waiting).rejects.toMatchObject({ code: '57014' });
      expect(notices).toEqual(['waiting']);
      expect((await client.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
    });
  });

  test('receives and sends a hundred thousand rows', async () => {
    const { rows } = await withPg((client) =>
      client.query("select n, repeat('x', 100) as text from generate_series(1, 100000) as n"),
    );
    expect(rows).toHaveLength(100_000);
    expect(rows.at(-1)).toEqual({ n: 100_000, text: 'x'.repeat(100) });
  });

  test.each([
    [{ password: 'wrong' }, '28P01'],
    [{ user: 'cleartext', password: 'wrong' }, '28P01'],
    [{ database: 'missing' }, '3D000'],
  ])('is refused with %j', async (changes, code) => {
    await expect(withPg(async () => {}, changes)).rejects.toMatchObject({ code });
  });

  test('closes its session when it goes', async () => {
    const before = bed.closed();
    await withPg((client) => client.query('select 1'));
    await expect.poll(() => bed.closed()).toBe(before + 1);
  });
});

describe('postgres', () => {
  test('reads rows, with parameters, types and a cursor', async () => {
    const sql = postgres({ ...bed.connection, username: bed.connection.user, max: 1, onnotice: () => {} });
    try {
      const [row] = await sql`select ${7}::int as seven, ${'a'}::text as text, ${new Date(0)}::timestamptz as epoch`;
      expect(row).toEqual({ seven: 7, text: 'a', epoch: new Date(0) });
      const parts: number[] = [];
      for await (const rows of sql`select n from generate_series(1, 5) as n`.cursor(2)) parts.push(rows.length);
      expect(parts).toEqual([2, 2, 1]);
      await expect(sql`select * from missing`).rejects.toMatchObject({ code: '42P01' });
      expect([...(await sql`select 1 as one`)]).toEqual([{ one: 1 }]);
    } finally {
      await sql.end();
    }
  });
});
