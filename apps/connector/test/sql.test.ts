import { google } from 'googleapis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
beforeEach(() => bed.simulator.journal.clear());
afterAll(() => bed.close());

const messages = () => bed.simulator.snapshot('Messages');

/** Runs a query with Google's client. */
async function query(sql: string, more: Readonly<Record<string, unknown>> = {}) {
  const headers = { Authorization: `Bearer ${bed.token}` };
  const { data } = await google
    .connectors({ version: 'v2', rootUrl: `${bed.url}/`, headers })
    .projects.locations.connections.executeSqlQuery({
      connection: CONNECTION,
      requestBody: { query: { query: sql, ...more } },
    });
  return (data.results ?? []) as readonly Readonly<Record<string, unknown>>[];
}

const refused = (sql: string, more = {}) =>
  query(sql, more).then(
    () => undefined,
    ({ response }: { readonly response: { readonly data: { readonly error: unknown } } }) => response.data.error,
  );

describe('executeSqlQuery', () => {
  test('explains a query as one document, and sends nothing', async () => {
    const rows = await query('explain (format json) select sid from messages limit 10');
    expect(rows).toEqual([
      {
        'QUERY PLAN': [
          {
            Twilio: [{ table: 'messages', alias: 'messages', lookups: [], expectedRequests: 1 }],
            Plan: expect.objectContaining({ 'Node Type': 'Limit' }) as object,
          },
        ],
      },
    ]);
    expect(bed.simulator.journal.count).toBe(0);
  });

  test('answers with columns as entities name them, as queries of other connectors expect', async () => {
    const [row] = await query(
      `SELECT DateSent, Sender, "To" FROM Messages WHERE DateSent IS NOT NULL ORDER BY DateSent DESC LIMIT 1`,
    );
    const newest = messages()
      .filter(({ date_sent: at }) => at !== null)
      .toSorted((a, b) => Number(b.date_sent) - Number(a.date_sent))[0];
    expect(row).toEqual({
      DateSent: new Date(Math.floor(Number(newest?.date_sent) / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
      Sender: newest?.from,
      To: newest?.to,
    });
    expect(bed.simulator.journal.count).toBe(1);
  });

  test('counts, groups and joins as the rows of Twilio are', async () => {
    const counted = await query('select status, count(*) as n from messages group by status');
    const expected = Map.groupBy(messages(), ({ status }) => status);
    expect(Object.fromEntries(counted.map(({ Status, n }) => [Status, n]))).toEqual(
      Object.fromEntries([...expected].map(([status, rows]) => [status, rows.length])),
    );
    const joined = await query(
      'select count(*) as n from recordings r join calls c on c.sid = r.call_sid where c.status = ?',
      { queryParameters: [{ value: 'completed', dataType: 'VARCHAR' }] },
    );
    const completed = new Set(
      bed.simulator
        .snapshot('Calls')
        .filter(({ status }) => status === 'completed')
        .map(({ sid }) => sid),
    );
    const recordings = bed.simulator.snapshot('Recordings').filter(({ call_sid: call }) => completed.has(String(call)));
    expect(joined).toEqual([{ n: recordings.length }]);
  });

  test('sends one request for a key', async () => {
    const [{ sid } = { sid: '' }] = messages();
    expect(await query('select sid from messages where sid = $1', { queryParameters: [{ value: sid }] })).toEqual([
      { Sid: sid },
    ]);
    expect(bed.simulator.journal.requests().map(({ path }) => path)).toEqual([expect.stringContaining(sid)]);
  });

  test('says how tables were read: what Twilio filtered, and in how many requests', async () => {
    const day = new Date(Number(messages()[100]?.date_sent)).toISOString().slice(0, 10);
    const { json } = await bed.request(`/v2/${CONNECTION}:executeSqlQuery`, {
      method: 'POST',
      body: JSON.stringify({ query: { query: `select count(*) as n from messages where date_sent::date = '${day}'` } }),
      headers: { Authorization: `Bearer ${bed.token}` },
    });
    const sent = messages().filter(
      ({ date_sent: at }) => at !== null && new Date(Number(at)).toISOString().startsWith(day),
    );
    expect(json.results).toEqual([{ n: sent.length }]);
    expect(json.metadata.twilio).toMatchObject({
      requests: 1,
      columns: [{ name: 'n', type: 'bigint' }],
      tables: [
        { table: 'messages', rows: sent.length, condition: { and: [{ column: 'date_sent', operator: '>=' }, {}] } },
      ],
    });
  });

  test('returns at most maxRows rows', async () => {
    expect(await query('select sid from messages', { maxRows: '3' })).toHaveLength(3);
  });

  test.each([
    ['select nothing from messages', {}, 400, 'column "nothing" does not exist'],
    ['selec 1', {}, 400, 'syntax error'],
    ['delete from messages', {}, 400, 'DELETE without WHERE is refused'],
    ['select count(*) from media', {}, 400, "Add WHERE message_sid = '…'"],
    ['select pg_sleep(100)', {}, 400, 'pg_sleep is not available'],
    ['select 1', { maxRows: 'many' }, 400, 'query.maxRows must be a whole number'],
    ['', {}, 400, 'query.query must be a query'],
    ['select $1::int', { queryParameters: [{ value: {} }] }, 400, 'query.queryParameters[0] must be {value, dataType}'],
    ['select $1::int', { queryParameters: [{ value: 'one' }] }, 400, 'invalid input syntax for type integer'],
  ])('refuses %j with %j', async (sql, more, code, message) => {
    expect(await refused(sql, more)).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(bed.simulator.journal.count).toBe(0);
  });
});

test('a mistake in a query has its code and its place for programs', async () => {
  const { details } = (await refused('select 1\nfrom nothing')) as { readonly details: readonly object[] };
  expect(details[0]).toMatchObject({ reason: 'INVALID_QUERY', metadata: { sqlState: '42P01', position: '15' } });
});

test('the tables and columns that a query can read are listed, without a request to Twilio', async () => {
  const { json } = await bed.request(`/sql/v1/${CONNECTION}/tables`, {
    headers: { Authorization: `Bearer ${bed.token}` },
  });
  const table = json.tables.find(({ name }: { name: string }) => name === 'recordings');
  expect(table).toMatchObject({ entityType: 'Recordings' });
  const column = table.columns.find(({ name }: { name: string }) => name === 'call_sid');
  const references = { table: 'calls', column: 'sid' };
  expect(column).toMatchObject({ type: 'text', property: 'CallSid', references, filter: ['='] });
  expect(bed.simulator.journal.count).toBe(0);
});

test('the operation EXECUTE_QUERY of the Connectors task answers with the rows', async () => {
  const { status, json } = await bed.request(
    '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute',
    {
      method: 'POST',
      body: JSON.stringify({
        connectionName: CONNECTION,
        operation: 'EXECUTE_QUERY',
        query: 'select count(*) as n from calls',
      }),
      headers: { Authorization: `Bearer ${bed.token}` },
    },
  );
  expect([status, json]).toEqual([200, { connectorOutputPayload: [{ n: bed.simulator.snapshot('Calls').length }] }]);
});
