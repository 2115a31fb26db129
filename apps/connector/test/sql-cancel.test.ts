import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const INSERT = `insert into messages ("to", sender, body)
  select '+15550100001', '+15550100100', 'row ' || n from generate_series(1, 3) n`;
const written = () =>
  bed.simulator
    .snapshot('Messages')
    .map(({ body }) => String(body))
    .filter((body) => body.startsWith('row '))
    .sort();

const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}, token = bed.token) =>
  bed.request(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  });
const run = (key: string, sql = INSERT) =>
  post(`/v2/${CONNECTION}:executeSqlQuery`, { query: { query: sql } }, { 'Idempotency-Key': key });
const cancel = (idempotencyKey: unknown, token?: string) =>
  post(`/sql/v1/${CONNECTION}/statements:cancel`, { idempotencyKey }, {}, token);

test('a cancelled write completes the row that was sent, says what became of each, and its key writes the rest', async () => {
  const held = bed.holdRequest('POST');
  const running = run('stopped');
  await held.arrived;
  expect(await cancel('stopped')).toMatchObject({ status: 200, json: {} });
  held.release();
  const { status, json } = await running;
  const [info, report] = json.error?.details ?? [];
  expect(status).toBe(409);
  expect(info).toMatchObject({ reason: 'WRITE_INCOMPLETE', metadata: { sqlState: '57014' } });
  expect(report.value.rows.map((row: { readonly status: string }) => row.status)).toEqual([
    'done',
    'not attempted',
    'not attempted',
  ]);
  expect(written()).toEqual(['row 1']);
  expect((await run('stopped')).json.metadata.twilio.tag).toBe('INSERT 0 3');
  expect(written()).toEqual(['row 1', 'row 2', 'row 3']);
});

test('a statement that is cancelled while it reads writes nothing', async () => {
  const held = bed.holdRequest('GET');
  const running = run(
    'reading',
    'insert into messages ("to", sender, body) select "to", sender, $$row$$ from messages',
  );
  await held.arrived;
  await cancel('reading');
  const { status, json } = await running;
  held.release();
  expect([status, json.error?.details?.[0]?.reason, written()]).toEqual([499, 'CANCELLED', []]);
});

test('only its caller can cancel a statement, and only while it runs', async () => {
  const bindings = [{ role: 'roles/connectors.admin', resource: 'projects/local' }];
  const body = { name: 'other', bindings };
  const { token } = (await post('/admin/v1/tokens', body)).json as { readonly token: string };
  const held = bed.holdRequest('POST');
  const running = run('mine');
  await held.arrived;
  expect(await cancel('mine', token)).toMatchObject({ status: 404 });
  expect(await cancel('another key')).toMatchObject({ status: 404 });
  held.release();
  expect(await running).toMatchObject({ status: 200 });
  const { status, json } = await cancel('mine');
  expect([status, json.error?.details?.[0]?.reason]).toEqual([404, 'STATEMENT_NOT_RUNNING']);
  expect(await cancel(undefined)).toMatchObject({ status: 400 });
});
