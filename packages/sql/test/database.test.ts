import { afterAll, expect, test } from 'vitest';
import { type Catalog, createDatabase, createPgliteEngine, type QueryOptions, type Scan } from '../src/index.js';
import { createSource, type Source } from './source.js';
import { createWorld, number, NOW } from './world.js';

const world = createWorld();
const catalog: Catalog = { tables: world.map(({ table }) => table) };
const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());

const over = (source: Pick<Source, 'scan'>, options: { readonly maxRequests?: number } = {}) =>
  createDatabase({ catalog, scan: source.scan, engine, now: () => NOW, ...options });
const failureOf = (
  sql: string,
  options: QueryOptions = {},
  source: Pick<Source, 'scan'> = createSource(world),
): Promise<unknown> =>
  over(source)
    .query(sql, options)
    .then(
      () => 'no error',
      (error: unknown) => error,
    );
const CA9 = `CA${'9'.padStart(32, '0')}`;

test('a statement over its budget fails at the first request too many', async () => {
  const source = createSource(world);
  const failure = await failureOf('select count(*) from messages', { maxRequests: 10 }, source);
  expect(failure).toMatchObject({ sqlState: '53400', message: 'The statement needs more than its 10 requests.' });
  expect(source.sent).toEqual({ messages: 11 });
});

test('a statement that is known to be over its budget fails before its first request', async () => {
  const source = createSource(world);
  const database = over(source, { maxRequests: 60 });
  await database.query('select count(*) from messages');
  source.reset();
  const failure = await database
    .query('select count(*) from messages', { maxRequests: 49 })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    sqlState: '53400',
    detail: expect.stringMatching(/^messages has at least 50 pages of 100 rows\.\nTwilio\n {2}messages: /) as string,
  });
  const values = Array.from({ length: 40 }, (_, index) => `'${number(index)}'`).join();
  const lookups = `select count(*) from (values ${values.replaceAll(/'[^']+'/g, '($&)')}) v (n) join messages m on m.to_number = v.n`;
  expect(await database.query(lookups, { maxRequests: 20 }).catch((error: unknown) => error)).toMatchObject({
    sqlState: '53400',
  });
  expect(source.sent).toEqual({});
});

test('the size of a table that is known decides between reading it and looking up values', async () => {
  const source = createSource(world);
  const database = over(source);
  const sql = `select count(*) from recordings r join calls c on c.sid = r.call_sid where r.date_created > now() - interval '1 day'`;
  const first = await database.query(sql);
  await database.query('select count(*) from calls');
  source.reset();
  const second = await database.query(sql);
  expect(second.rows).toEqual(first.rows);
  expect(second.tables).toContainEqual(
    expect.objectContaining({ table: 'calls', lookup: expect.objectContaining({ column: 'sid' }) as object }),
  );
  expect(second.requests).toBeLessThan(first.requests);
});

test('a table that needs a value gets it from a condition, a list or a join, and fails without', async () => {
  const source = createSource(world);
  const database = over(source);
  expect((await database.query('select * from participants where call_sid = $1', { parameters: [CA9] })).requests).toBe(
    1,
  );
  expect(
    (await database.query('select * from participants where call_sid in ($1, $2)', { parameters: [CA9, 'CA1'] }))
      .requests,
  ).toBe(2);
  const join = await database.query(
    `select count(*) from participants p join calls c on c.sid = p.call_sid where c.start_time > now() - interval '4 hours'`,
  );
  expect(join.tables).toContainEqual(
    expect.objectContaining({ table: 'participants', lookup: { column: 'call_sid', values: 1 } }),
  );
  const limited = await database.query(
    `select p.sid from participants p join calls c on c.sid = p.call_sid where c.to_number = '${number(1)}' limit 1`,
  );
  expect(limited.rows).toHaveLength(1);
  expect(await failureOf('select * from participants')).toMatchObject({
    sqlState: '55000',
    message: 'Reading participants needs a value for call_sid.',
    hint: "Add WHERE call_sid = '…', join a table that has the values, or SET twilio.allow_parent_scan = on to read all.",
  });
  expect(await failureOf('select * from participants limit 1')).toMatchObject({ sqlState: '55000' });
});

test('a row that a careless source returns for several lookups counts once', async () => {
  const source = createSource(world);
  const careless: Scan = (table, { condition, ...request }) =>
    source.scan(table, table === 'participants' ? request : { ...request, condition });
  const sql = `select c.sid, (select count(*) from participants p where p.call_sid = c.sid) as n from calls c where c.duration < 30 limit 8`;
  const { rows, tables } = await over({ scan: careless }).query(sql);
  const exact = await over(source).query(sql);
  expect(rows).toEqual(exact.rows);
  expect(rows.some(([, count]) => Number(count) > 0)).toBe(true);
  // The second part of the calls brought more values.
  expect(tables.find(({ table }) => table === 'calls')?.requests).toBeGreaterThan(1);
});

test('maxRows limits the rows and what is read for them', async () => {
  const source = createSource(world);
  const { rows, requests } = await over(source).query('select sid from messages', { maxRows: 3 });
  expect(rows).toHaveLength(3);
  expect(requests).toBe(1);
  const limited = await over(source).query('select sid from messages order by date_sent desc limit 250', {
    maxRows: 2,
  });
  expect(limited.rows).toHaveLength(2);
  expect(limited.requests).toBe(1);
});

test('a query that is cancelled while it reads ends its scan', async () => {
  const controller = new AbortController();
  let hasEnded = false;
  const scan: Scan = async function* () {
    try {
      yield { rows: [], requests: 1 };
      controller.abort();
      yield { rows: [], requests: 1 };
    } finally {
      hasEnded = true;
    }
  };
  const failure = await failureOf('select count(*) from messages', { signal: controller.signal }, { scan });
  expect(failure).toMatchObject({ sqlState: '57014', message: 'canceling statement due to user request' });
  expect(hasEnded).toBe(true);
});

test('a query that takes longer than its time says so', async () => {
  const sql = 'select count(*) from generate_series(1, 1e9::bigint) a, generate_series(1, 1e9::bigint) b';
  expect(await failureOf(sql, { timeoutMs: 1 })).toMatchObject({
    sqlState: '57014',
    message: 'canceling statement due to statement timeout',
  });
});

test('an error of a scan reaches the caller as it is', async () => {
  const error = new Error('The source is down.');
  const scan: Scan = () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) });
  expect(await failureOf('select count(*) from messages', {}, { scan })).toBe(error);
});

test('results have the forms of JSON, and say which column of which table they come from', async () => {
  const sql = `select m.sid, num_segments::bigint * 3 as n, 0.1::numeric as d, is_read is not null as b, details, date_sent, date_sent::date
    from messages m where details is not null and num_segments = 2 order by m.date_sent desc limit 1`;
  const { columns, rows } = await over(createSource(world)).query(sql, { timeZone: 'Asia/Kolkata' });
  expect(columns.map(({ name, type, table, column }) => [name, type, table, column])).toEqual([
    ['sid', 'text', 'messages', 'sid'],
    ['n', 'bigint', undefined, undefined],
    ['d', 'numeric', undefined, undefined],
    ['b', 'boolean', undefined, undefined],
    ['details', 'jsonb', 'messages', 'details'],
    ['date_sent', 'timestamp with time zone', 'messages', 'date_sent'],
    ['date_sent', 'date', undefined, undefined],
  ]);
  expect(rows[0]).toEqual([
    expect.stringMatching(/^SM/),
    6,
    '0.1',
    expect.any(Boolean),
    { tag: expect.any(String) as string, list: [expect.any(Number)] },
    expect.stringMatching(/^2026-11-2\dT[\d:]+\+05:30$/),
    expect.stringMatching(/^2026-11-2\d$/),
  ]);
});

test('a statement is described without a request, and its result has a tag and the OIDs of its columns', async () => {
  const source = createSource(world);
  const database = over(source);
  const sql = 'select m.sid, m.date_sent::date as day, count(*) from messages m where m.date_sent > $1 group by 1, 2';
  const attribute = { table: expect.any(Number) as number, number: 1 };
  const columns = [
    { name: 'sid', type: 'text', oid: 25, size: -1, modifier: -1, table: 'messages', column: 'sid', attribute },
    { name: 'day', type: 'date', oid: 1082, size: 4, modifier: -1 },
    { name: 'count', type: 'bigint', oid: 20, size: 8, modifier: -1 },
  ];
  expect(await database.describe(sql)).toEqual({ parameterTypes: [1184], columns });
  expect(source.sent).toEqual({});
  const result = await database.query(`${sql} limit 3`, { parameters: [new Date(NOW - 86_400_000).toISOString()] });
  expect(result).toMatchObject({ tag: 'SELECT 3', columns });
});
