import { afterAll, beforeEach, expect, test } from 'vitest';
import { createPgliteEngine, createSession } from '../src/index.js';
import { createWriteBed, type WriteBed } from './write-world.js';

const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());

let bed: WriteBed;
beforeEach(() => {
  bed = createWriteBed(engine);
});

test('a call that only reads has no idempotency key', async () => {
  await bed.database.query('call look_up()', { idempotencyKey: 'k' });
  await bed.database.query('call look_up()', { idempotencyKey: 'k' });
  expect(bed.world.sent).toHaveLength(2);
});

const five = `insert into messages ("to", body) select '+' || n, 'a' from generate_series(1, 5) n`;

test('a statement stops at the first row that fails, and says what became of each', async () => {
  bed.world.answers.set(3, { status: 'failed', error: new Error('No such number.'), requests: 1 });
  expect(await bed.failureOf(five)).toMatchObject({
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
  expect(bed.world.sent).toHaveLength(3);
});

test('a row whose outcome is not known has a code of its own', async () => {
  bed.world.answers.set(2, { status: 'unknown', error: new Error('The connection broke.'), requests: 1 });
  expect(await bed.failureOf(five)).toMatchObject({
    sqlState: 'TW001',
    message: 'Row 2 of 5 may have been carried out: The connection broke.',
    detail: 'Row 1 written (SM91). Row 2 unknown. Rows 3-5 not attempted.',
  });
});

test('with an idempotency key, a statement goes on where it stopped, with the rows that it found at first', async () => {
  const sql = `insert into messages ("to", body) select sid, gen_random_uuid() from messages order by 1 returning "to", body`;
  bed.world.answers.set(3, { status: 'failed', error: new Error('Busy.'), requests: 1 });
  expect(await bed.failureOf(sql, { idempotencyKey: 'k' })).toMatchObject({ sqlState: 'TW002' });
  const { rows, requests } = await bed.database.query(sql, { idempotencyKey: 'k' });
  // 3 rows before and 2 now: the third again, and the fourth.
  expect([bed.world.sent.length, requests]).toEqual([5, 2]);
  const [first, second, third, again, fourth] = bed.world.sent;
  expect(again).toEqual(third);
  expect(rows).toEqual(
    [first, second, again, fourth].map((write) => [(write as Sent).values.To, (write as Sent).values.Body]),
  );
  // A repetition of what is done sends nothing.
  expect((await bed.database.query(sql, { idempotencyKey: 'k' })).rows).toEqual(rows);
  expect(bed.world.sent).toHaveLength(5);
  expect(await bed.failureOf(`${sql} -- other`, { idempotencyKey: 'k' })).toMatchObject({
    message: expect.stringContaining('another statement'),
  });
});

interface Sent {
  readonly values: Readonly<Record<string, unknown>>;
}

test('a repeated DELETE returns what it returned', async () => {
  const sql = `delete from messages where segments = 1 returning body`;
  const first = await bed.database.query(sql, { idempotencyKey: 'k' });
  const second = await bed.database.query(sql, { idempotencyKey: 'k' });
  expect([first.rows, second.rows, second.columns, bed.world.sent.length]).toEqual([
    [['text 1']],
    first.rows,
    first.columns,
    1,
  ]);
});

test('a row whose outcome is not known is not sent again with the same key', async () => {
  bed.world.answers.set(2, { status: 'unknown', error: new Error('The connection broke.'), requests: 1 });
  await bed.failureOf(five, { idempotencyKey: 'k' });
  expect(await bed.failureOf(five, { idempotencyKey: 'k' })).toMatchObject({ sqlState: 'TW001' });
  expect(bed.world.sent).toHaveLength(2);
});

test('a statement that is cancelled ends between two rows, and says which are written', async () => {
  const controller = new AbortController();
  const cancelling = createWriteBed(engine, ({ writer, sent }) => ({
    ...writer,
    write(...given) {
      if (sent.length === 1) controller.abort();
      return writer.write(...given);
    },
  }));
  expect(await cancelling.failureOf(five, { signal: controller.signal })).toMatchObject({
    sqlState: '57014',
    detail: 'Rows 1-2 written (SM91, SM92). Rows 3-5 not attempted.',
  });
});

test('an error of RETURNING after the writes says that they are done', async () => {
  const sql = `insert into messages ("to", body, segments) values ('+1', 'a', 0) returning 1 / segments`;
  expect(await bed.failureOf(sql)).toMatchObject({
    sqlState: '22012',
    message: 'The row was written, but RETURNING failed: division by zero',
    detail: 'Row 1 written (SM91).',
  });
});

test('a write is refused in a transaction, and a session gives it its idempotency key', async () => {
  const session = createSession();
  const run = (sql: string) => bed.database.query(sql, { session });
  const sql = `insert into messages ("to", body) values ('+1', 'a') returning sid`;
  await run('begin');
  await expect(run(sql)).rejects.toMatchObject({ message: expect.stringContaining('cannot be part of a transaction') });
  await run('rollback');
  expect(bed.world.sent).toEqual([]);
  await run(`set twilio.idempotency_key = 'k'`);
  expect((await run(sql)).rows).toEqual((await run(sql)).rows);
  expect(bed.world.sent).toHaveLength(1);
  await run('reset twilio.idempotency_key');
  await run(sql);
  expect(bed.world.sent).toHaveLength(2);
});
