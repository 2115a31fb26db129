import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf, type PostgresBed, startPostgresBed } from './postgres-bed.js';
import { CONNECTION, json } from './test-bed.js';

// What becomes of a client whose connection, its database, is suspended or deleted.

let bed: PostgresBed;
beforeAll(async () => {
  bed = await startPostgresBed();
});
afterAll(() => bed.close());

const patch = (suspended: boolean) =>
  bed.administrate(`/v1/${CONNECTION}?updateMask=suspended`, { ...json({ suspended }), method: 'PATCH' });

test('a client of a suspended connection is told to resume it, at each statement and when it logs in', async () => {
  const client = await bed.connect();
  await client.query('select 1');
  await patch(true);
  bed.simulator.journal.clear();
  const suspended = { code: '55000', message: 'The connection is suspended; resume it first.' };
  for (const sql of ['select count(*) from messages', 'select count(*) from pg_class', 'show timezone']) {
    expect(await failureOf(client.query(sql))).toMatchObject({ ...suspended, severity: 'ERROR' });
  }
  expect(await failureOf(bed.connect())).toMatchObject({ ...suspended, severity: 'FATAL' });
  expect(bed.simulator.journal.count).toBe(0);
  await patch(false);
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a statement of a connection that is deleted meanwhile has its answer, and later ones are told', async () => {
  const client = await bed.connect();
  const held = bed.holdRequest('GET');
  const running = client.query('select count(*)::int as n from messages');
  await held.arrived;
  const deleted = bed.administrate(`/v1/${CONNECTION}`, { method: 'DELETE' });
  held.release();
  expect((await running).rows).toEqual([{ n: bed.simulator.snapshot('Messages').length }]);
  await deleted;
  const unknown = { code: '3D000', message: expect.stringContaining('There is no connection') as string };
  await expect.poll(() => failureOf(client.query('select 1'))).toMatchObject({ ...unknown, severity: 'ERROR' });
  expect(await failureOf(bed.connect())).toMatchObject({ ...unknown, severity: 'FATAL' });
});
