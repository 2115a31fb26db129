import { afterAll, expect, test } from 'vitest';
import type { Slot, Statement } from '../engine/engine.js';
import { createPgliteEngine } from './pglite-engine.js';

const engine = createPgliteEngine();
afterAll(() => engine.close());

const never = new AbortController().signal;
const statement = (sql: string, more: Partial<Statement> = {}): Statement => ({
  sql,
  parameters: [],
  slots: [],
  settings: { TimeZone: 'UTC' },
  nowMs: Date.UTC(2026, 10, 30, 12),
  ...more,
});
const people: Slot = {
  name: 'people_1',
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'name', type: 'text' },
  ],
};
const run = async (sql: string, more: Partial<Statement> = {}, signal = never) =>
  (await engine.run(statement(sql, more), new Map(), signal)).rows;
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );

/** Takes much longer than any test may. */
const ENDLESS = 'select count(*) from generate_series(1, 1e9::bigint) a, generate_series(1, 1e9::bigint) b';

test('the engine runs a statement over the rows that it is given, and forgets them', async () => {
  const sql = 'select p.id + 1 as next, p.name from twilio_scan.people_1 as p order by 1';
  const rows = new Map([['people_1', [Buffer.from('1\tJosé\n'), Buffer.from('2\t\\N\n')]]]);
  const { columns, rows: values } = await engine.run(statement(sql, { slots: [people] }), rows, never);
  expect(values).toEqual([
    ['2', 'José'],
    ['3', null],
  ]);
  expect(columns).toEqual([
    { name: 'next', type: 23, size: 4, modifier: -1 },
    { name: 'name', type: 25, size: -1, modifier: -1, slot: 'people_1', column: 'name' },
  ]);
  expect(await run(sql, { slots: [people] })).toEqual([]);
});

test('the engine says what a statement takes and returns', async () => {
  const sql = 'select p.name, p.id + $1 as sum from twilio_scan.people_1 as p where p.name = $2';
  expect(await engine.describe(statement(sql, { slots: [people] }), never)).toEqual({
    parameterTypes: [23, 25],
    columns: [
      { name: 'name', type: 25, size: -1, modifier: -1, slot: 'people_1', column: 'name' },
      { name: 'sum', type: 23, size: 4, modifier: -1 },
    ],
  });
  const typed = await engine.describe(statement('select $1 as value', { parameterTypes: [20] }), never);
  expect(typed).toEqual({ parameterTypes: [20], columns: [{ name: 'value', type: 20, size: 8, modifier: -1 }] });
});

test('a slot takes other columns when a statement brings them', async () => {
  const renamed: Slot = { name: 'people_1', columns: [{ name: 'mail', type: 'text' }] };
  const rows = new Map([['people_1', [Buffer.from('a@b.c\n')]]]);
  const { rows: values } = await engine.run(
    statement('select mail from twilio_scan.people_1', { slots: [renamed] }),
    rows,
    never,
  );
  expect(values).toEqual([['a@b.c']]);
});

test('the clock of a statement stands still at the time that it is given', async () => {
  const sql = `select now()::text, clock_timestamp()::text, current_date::text`;
  expect(await run(sql)).toEqual([['2026-11-30 12:00:00+00', '2026-11-30 12:00:00+00', '2026-11-30']]);
  expect(await run(sql, { settings: { TimeZone: 'Pacific/Auckland' } })).toEqual([
    ['2026-12-01 01:00:00+13', '2026-12-01 01:00:00+13', '2026-12-01'],
  ]);
});

test('an error of PostgreSQL has its code, and leaves the engine usable', async () => {
  expect(await failure(run('select 1 / 0'))).toMatchObject({ sqlState: '22012', message: 'division by zero' });
  expect(await failure(run('select nothing'))).toMatchObject({ sqlState: '42703' });
  expect(await failure(run('select $1::int', { parameters: ['x'] }))).toMatchObject({ sqlState: '22P02' });
  expect(await run('select $1::int + 1', { parameters: ['1'] })).toEqual([['2']]);
});

test('statements run as a role that may change nothing and see no file', async () => {
  const refused = [
    'create table public.t (a int)',
    'create temp table t (a int)',
    "copy (select 1) to '/tmp/x'",
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    'alter system set work_mem = 1',
  ];
  for (const sql of refused)
    expect(await failure(run(sql)), sql).toMatchObject({
      sqlState: expect.stringMatching(/^(42501|25006|25001)$/) as string,
    });
  expect(await run('select current_user')).toEqual([['twilio_reader']]);
});

test('a statement that is cancelled while it runs ends at once, and the one that waits runs on the spare', async () => {
  const controller = new AbortController();
  const endless = failure(run(ENDLESS, {}, controller.signal));
  const waiting = run('select 1');
  // The endless statement has started when the worker of the waiting one would be asked next.
  setImmediate(() => controller.abort(new Error('The caller is gone.')));
  expect(await endless).toMatchObject({ sqlState: '57014' });
  expect(await waiting).toEqual([['1']]);
});

test('a statement that is cancelled while it waits never runs', async () => {
  const controller = new AbortController();
  const first = run('select 1');
  const waiting = failure(run(ENDLESS, {}, controller.signal));
  controller.abort();
  expect(await first).toEqual([['1']]);
  expect(await waiting).toMatchObject({ sqlState: '57014' });
  expect(await run('select 2')).toEqual([['2']]);
});

test('a statement that needs more memory than there is fails, and leaves the engine usable', async () => {
  const sql = `select length(string_agg(repeat('x', 1000000), '')) from generate_series(1, 900)`;
  expect(await failure(run(sql))).toMatchObject({ sqlState: '53200' });
  expect(await run('select 1')).toEqual([['1']]);
});

test('a closed engine refuses statements', async () => {
  const closed = createPgliteEngine({ hasSpare: false });
  await closed.close();
  const refusal = failure(closed.run(statement('select 1'), new Map(), never));
  expect(await refusal).toMatchObject({ sqlState: '57P01' });
});
