import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestAnswer, type TestBed } from './test-bed.js';

let bed: TestBed;
let bulk: TestBed;
beforeAll(async () => {
  [bed, bulk] = await Promise.all([startTestBed(), startTestBed({ CONNECTOR_BULK: 'true' })]);
});
beforeEach(() => {
  for (const { simulator } of [bed, bulk]) simulator.reset();
});
afterAll(() => Promise.all([bed.close(), bulk.close()]));

interface Way {
  readonly on?: TestBed;
  readonly key?: string;
  readonly parameters?: readonly string[];
  readonly path?: string;
}

function run(sql: string, { on = bed, key, parameters = [], path = ':executeSqlQuery' }: Way = {}) {
  return on.request(`/v2/${CONNECTION}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${on.token}`, ...(key !== undefined && { 'Idempotency-Key': key }) },
    body: JSON.stringify({ query: { query: sql, queryParameters: parameters.map((value) => ({ value })) } }),
  });
}

const reasonOf = ({ json }: TestAnswer): unknown => json.error?.details?.[0]?.reason;
/** Twilio refuses the second request with this method. */
const failSecond = (method: string, on = bed) =>
  on.simulator.addFault({ kind: 'status', status: 400, method, probability: 0.5, count: 1, seed: SECOND });
const SECOND = 2;
const messages = (on = bed) => on.simulator.snapshot('Messages');
const posts = (on = bed) => on.simulator.journal.requests().filter(({ method }) => method === 'POST');
const send = (...bodies: readonly string[]) =>
  `insert into messages ("to", sender, body) values ${bodies.map((body) => `('+15550100001', '+15550100100', '${body}')`).join(', ')}`;
const audited = async (on = bed) => {
  const headers = { Authorization: `Bearer ${on.token}` };
  const { json } = await on.request('/admin/v1/auditRecords?project=local&pageSize=50', { headers });
  return json.auditRecords as readonly Readonly<Record<string, string>>[];
};

describe('writes in SQL', () => {
  test('INSERT sends one message for each row, and RETURNING has the columns of Twilio’s answers by their names', async () => {
    const answer = await run(
      `INSERT INTO Messages ("To", Sender, Body) VALUES (?, '+15550100100', upper('one')), (?, '+15550100100', 'two')
       RETURNING Sid, Body, status as state`,
      { parameters: ['+15550100001', '+15550100002'] },
    );
    const sent = messages().filter(({ body }) => body === 'ONE' || body === 'two');
    expect(new Set(sent.map(({ to, body }) => `${String(to)} ${String(body)}`))).toEqual(
      new Set(['+15550100001 ONE', '+15550100002 two']),
    );
    expect(answer.json.results).toEqual(
      ['ONE', 'two'].map((text) => ({
        Sid: sent.find(({ body }) => body === text)?.sid,
        Body: text,
        state: expect.any(String),
      })),
    );
    expect(answer.json.metadata.twilio).toMatchObject({
      tag: 'INSERT 0 2',
      requests: 2,
      write: {
        operation: 'INSERT',
        target: 'messages',
        rows: [
          { row: 1, status: 'done' },
          { row: 2, status: 'done' },
        ],
      },
    });
    expect(answer.headers.get('x-twilio-requests')).toBe('2');
  });

  test('each row has an audit record that names it, and the statement has one', async () => {
    await run(send('audited one', 'audited two'));
    const sids = messages()
      .filter(({ body }) => String(body).startsWith('audited'))
      .map(({ sid }) => `entityTypes/Messages/entities/${sid}`);
    const [statement, ...rows] = (await audited()).slice(0, 3);
    expect(statement).toMatchObject({ method: 'v2.connections.executeSqlQuery', resource: CONNECTION, status: 'OK' });
    expect(rows.map(({ method }) => method)).toEqual(Array(2).fill('v2.connections.entityTypes.entities.create'));
    expect(new Set(rows.map(({ entity }) => entity))).toEqual(new Set(sids));
  });

  test('UPDATE and DELETE of one row by its key read it and write it', async () => {
    const [{ sid } = { sid: '' }] = messages();
    const updated = await run(`update messages set body = '' where sid = '${sid}' returning sid, body`);
    expect(updated.json).toMatchObject({ results: [{ Sid: sid, Body: '' }], metadata: { twilio: { requests: 2 } } });
    const removed = await run(`delete from messages where sid = '${sid}' returning sid`);
    expect(removed.json).toMatchObject({ results: [{ Sid: sid }], metadata: { twilio: { tag: 'DELETE 1' } } });
    expect(messages().some((message) => message.sid === sid)).toBe(false);
    expect((await run(`delete from messages where sid = '${sid}'`)).json.metadata.twilio.tag).toBe('DELETE 0');
  });

  test('a condition on other columns needs the variable bulk, as it does over REST', async () => {
    const sql = `update messages set body = '' where direction = 'inbound' and body <> ''`;
    const refused = await run(sql);
    expect([refused.json.error.status, reasonOf(refused)]).toEqual(['FAILED_PRECONDITION', 'BULK_NOT_ALLOWED']);
    expect(bed.simulator.journal.count).toBe(0);
    const before = messages(bulk).filter(({ direction, body }) => direction === 'inbound' && body !== '');
    const { json } = await run(sql, { on: bulk });
    expect(json.metadata.twilio.tag).toBe(`UPDATE ${before.length}`);
    expect(messages(bulk).filter(({ direction, body }) => direction === 'inbound' && body !== '')).toEqual([]);
    const [one, two] = messages();
    const byKeys = await run(`delete from messages where sid in ('${one?.sid}', '${two?.sid}')`);
    expect(byKeys.json.metadata.twilio.tag).toBe('DELETE 2');
  });

  test('CALL carries out an action, and returns its results with their names', async () => {
    const sql = `CALL send_message("to" => '+15550100001', sender => '+15550100100', body => 'called')`;
    const { json } = await run(sql);
    const [sent] = messages().filter(({ body }) => body === 'called');
    expect(json.results).toMatchObject([{ Sid: sent?.sid, Body: 'called' }]);
    expect(json.metadata.twilio.tag).toBe('CALL');
    expect((await audited())[1]).toMatchObject({
      method: 'v2.connections.actions.execute',
      entity: `entityTypes/Messages/entities/${sent?.sid}`,
    });
  });

  test('a refused value names the column, and nothing is sent', async () => {
    const { json } = await run(
      `insert into messages ("to", sender, body, schedule_type) values ('+1', '+1', 'x', 'never')`,
    );
    expect(json.error).toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringContaining('ScheduleType') });
    expect(bed.simulator.journal.count).toBe(0);
  });

  test('an error of Twilio for one row is the one of REST; after others were written it has the report', async () => {
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'POST', path: '/Messages.json', count: 1 });
    const one = await run(send('only'));
    expect(one.json.error).toMatchObject({
      status: 'INVALID_ARGUMENT',
      details: expect.arrayContaining([expect.objectContaining({ domain: 'twilio.com' })]),
    });
    failSecond('POST');
    const many = await run(send('first', 'second', 'third'));
    const { error } = many.json;
    expect([many.status, error.status, reasonOf(many)]).toEqual([409, 'ABORTED', 'WRITE_INCOMPLETE']);
    const [{ sid } = { sid: '' }] = messages().filter(({ body }) => body === 'first');
    expect(error.details[1].value.rows).toMatchObject([
      { row: 1, status: 'done', key: sid },
      { row: 2, status: 'failed', message: expect.any(String) },
      { row: 3, status: 'not attempted' },
    ]);
    expect(error.message).toContain(`Row 1 written (${String(sid)}). Row 2 failed. Row 3 not attempted.`);
  });

  test('a row whose outcome is not known has the code UNKNOWN, and is not sent again', async () => {
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', path: '/Messages.json', count: 1 });
    const { status, json } = await run(send('maybe', 'never'));
    expect([status, json.error.status, json.error.details[0]]).toEqual([
      500,
      'UNKNOWN',
      expect.objectContaining({ reason: 'OUTCOME_UNKNOWN', metadata: { sqlState: 'TW001' } }),
    ]);
    expect(json.error.details[1].value.rows).toMatchObject([{ status: 'unknown' }, { status: 'not attempted' }]);
    expect([posts().length, messages().filter(({ body }) => body === 'maybe').length]).toEqual([1, 1]);
  });

  test('the Connectors task writes, and its dry run only says what it would write', async () => {
    const call = (query: string, suffix = '') =>
      bed.request(`/v2/projects/local/locations/local/integrations/ExecuteConnection:execute${suffix}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bed.token}` },
        body: JSON.stringify({ connectionName: CONNECTION, operation: 'EXECUTE_QUERY', query }),
      });
    const dry = await call(send('task'), '?validateOnly=true');
    expect(dry.json.connectorOutputPayload).toMatchObject({ intent: { operation: 'INSERT' }, rows: 1 });
    expect(bed.simulator.journal.count).toBe(0);
    expect((await call(`${send('task')} returning body`)).json).toEqual({ connectorOutputPayload: [{ Body: 'task' }] });
    expect(posts()).toHaveLength(1);
  });

  test('explain says what a statement would write, and sends nothing', async () => {
    const { json } = await run(send('one', 'two'), { path: ':executeSqlQuery?explain=true' });
    expect(json.metadata.twilio.explain).toEqual({
      intent: { operation: 'INSERT', table: 'messages' },
      columns: ['to', 'sender', 'body'],
      rows: 2,
      reads: [],
    });
    expect(bed.simulator.journal.count).toBe(0);
  });
});

describe('an idempotency key', () => {
  test('makes a statement that failed midway go on where it stopped', async () => {
    const sql = `${send('k one', 'k two', 'k three')} returning sid`;
    failSecond('POST');
    const first = await run(sql, { key: 'resume' });
    expect(first.json.error.details[1].value.rows.map((row: { status: string }) => row.status)).toEqual([
      'done',
      'failed',
      'not attempted',
    ]);
    const second = await run(sql, { key: 'resume' });
    expect(second.json.metadata.twilio).toMatchObject({ tag: 'INSERT 0 3', requests: 2 });
    expect(second.headers.get('idempotent-replayed')).toBeNull();
    expect(messages().filter(({ body }) => String(body).startsWith('k '))).toHaveLength(3);
    const third = await run(sql, { key: 'resume' });
    expect([third.json.results, third.headers.get('idempotent-replayed')]).toEqual([second.json.results, 'true']);
    expect(posts()).toHaveLength(4);
  });

  test('belongs to one statement', async () => {
    await run(send('mine'), { key: 'mine' });
    const other = await run(send('other'), { key: 'mine' });
    expect([other.json.error.status, reasonOf(other)]).toEqual(['ABORTED', 'IDEMPOTENCY_KEY_REUSED']);
    expect(messages().filter(({ body }) => body === 'other')).toEqual([]);
    const rest = await bed.request(`/v2/${CONNECTION}/entityTypes/Messages/entities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bed.token}`, 'Idempotency-Key': 'mine' },
      body: JSON.stringify({ fields: { To: '+15550100001', Sender: '+15550100100', Body: 'x' } }),
    });
    expect(reasonOf(rest)).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('keeps the rows that the first run found, even if its query would find others now', async () => {
    const [one, two] = messages(bulk).filter(({ body }) => body !== '');
    const sql = `delete from messages where body <> '' and sid in ('${one?.sid}', '${two?.sid}')`;
    failSecond('DELETE', bulk);
    expect(reasonOf(await run(sql, { on: bulk, key: 'rows' }))).toBe('WRITE_INCOMPLETE');
    const again = await run(sql, { on: bulk, key: 'rows' });
    expect(again.json.metadata.twilio).toMatchObject({ tag: 'DELETE 2', requests: 1 });
  });

  test('is ignored by a statement that reads', async () => {
    const sql = 'select count(*) as n from messages';
    const first = await run(sql, { key: 'read' });
    await run(send('one more'));
    const second = await run(sql, { key: 'read' });
    expect(second.json.results[0].n).toBe(first.json.results[0].n + 1);
  });
});
