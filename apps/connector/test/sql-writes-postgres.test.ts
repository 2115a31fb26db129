import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failureOf, type PostgresBed, startPostgresBed } from './postgres-bed.js';

let bed: PostgresBed;
let client: pg.Client;
beforeAll(async () => {
  bed = await startPostgresBed();
  client = await bed.connect();
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const SEND = `insert into messages ("to", sender, body) values ($1, '+15550100100', $2) returning sid, body`;
const sent = (body: string) => bed.simulator.snapshot('Messages').filter((message) => message.body === body);

describe('a client of PostgreSQL', () => {
  test('writes with parameters, and learns how many rows it wrote', async () => {
    const inserted = await client.query(SEND, ['+15550100001', 'over the wire']);
    expect([inserted.command, inserted.rowCount, inserted.rows]).toEqual([
      'INSERT',
      1,
      [{ sid: sent('over the wire')[0]?.sid, body: 'over the wire' }],
    ]);
    const [{ sid }] = inserted.rows as [{ readonly sid: string }];
    const updated = await client.query(`update messages set body = '' where sid = $1`, [sid]);
    expect([updated.command, updated.rowCount]).toEqual(['UPDATE', 1]);
    const [recording] = bed.simulator.snapshot('Recordings');
    const removed = await client.query('delete from recordings where sid = $1', [recording?.sid]);
    expect([removed.command, removed.rowCount]).toEqual(['DELETE', 1]);
    const called = await client.query(
      `call send_message("to" => '+15550100001', sender => '+15550100100', body => 'called')`,
    );
    expect([called.command, called.rows]).toMatchObject(['CALL', [{ sid: sent('called')[0]?.sid, body: 'called' }]]);
  });

  test('makes its writes safe to repeat with a setting', async () => {
    await client.query(`set twilio.idempotency_key = 'wire'`);
    const first = await client.query(SEND, ['+15550100001', 'once']);
    const second = await client.query(SEND, ['+15550100001', 'once']);
    expect([second.rows, sent('once').length]).toEqual([first.rows, 1]);
    const other = await failureOf(client.query(SEND, ['+15550100001', 'other']));
    expect(other).toMatchObject({
      code: '55000',
      message: expect.stringContaining('was used for another request') as string,
    });
    await client.query('reset twilio.idempotency_key');
    expect(sent('other')).toEqual([]);
  });

  test('learns with a code of its own that a write may have been carried out', async () => {
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', path: '/Messages.json', count: 1 });
    expect(await failureOf(client.query(SEND, ['+15550100001', 'maybe']))).toMatchObject({
      code: 'TW001',
      detail: 'Row 1 unknown.',
    });
    // Frameworks repeat a conflict and a lost connection on their own, if it has PostgreSQL's code for that.
    for (const status of [400, 409, 503]) {
      bed.simulator.addFault({ kind: 'status', status, method: 'POST', path: '/Messages.json', count: 1 });
      const failure = await failureOf(client.query(SEND, ['+15550100001', 'refused']));
      expect(failure).toMatchObject({ code: status < 500 ? 'TW002' : 'TW001' });
    }
    expect([sent('maybe').length, sent('refused').length]).toEqual([1, 0]);
  });

  test('learns of a failure what was written before it by what was sent together with it', async () => {
    const insert = (to: string) =>
      `insert into messages ("to", sender, body) values ('${to}', '+15550100100', 'together')`;
    expect(await failureOf(client.query([insert('+15550100001'), insert('nobody')].join(';')))).toMatchObject({
      code: 'TW002',
      detail: 'Row 1 failed. One statement that was sent together with this one wrote before it. That is not undone.',
    });
    expect(sent('together')).toHaveLength(1);
    expect(await failureOf(client.query(insert('nobody')))).toMatchObject({ detail: 'Row 1 failed.' });
  });

  test('cannot write in a transaction', async () => {
    await client.query('begin');
    expect(await failureOf(client.query(SEND, ['+15550100001', 'in a transaction']))).toMatchObject({
      message: expect.stringContaining('cannot be part of a transaction'),
    });
    await client.query('rollback');
    expect(sent('in a transaction')).toEqual([]);
  });
});
