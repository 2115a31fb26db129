import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresBed, startPostgresBed } from '../postgres-bed.js';

// Clients of PostgreSQL neither stop the server from serving others, nor hold more memory than is set aside for them.

let bed: PostgresBed;
beforeAll(async () => {
  bed = await startPostgresBed({ CONNECTOR_MEMORY_MIB: '16' });
});
afterAll(() => bed.close());

const MANY = 500;

test.each([
  ['reads of a setting', 'show timezone;'.repeat(MANY)],
  ['changes of a setting', "set app.name = 'x';".repeat(MANY)],
  ['savepoints', `begin;${'savepoint a;release a;'.repeat(MANY / 2)}rollback`],
])('others are served between the %s of one text', async (_, sql) => {
  const client = await bed.connect();
  let [turns, isOver] = [0, false];
  const ran = client.query(sql).finally(() => (isOver = true));
  for (; !isOver; turns += 1) await nextTurn();
  await ran;
  expect(turns).toBeGreaterThan(MANY);
});

test('others are served between statements that a client sends ahead', async () => {
  const client = await bed.connect();
  let [turns, isOver] = [0, false];
  const all = Array.from({ length: MANY }, () => client.query('show timezone', []));
  const ran = Promise.all(all).finally(() => (isOver = true));
  for (; !isOver; turns += 1) await nextTurn();
  await ran;
  expect(turns).toBeGreaterThan(MANY);
});

const CURSOR = "cursor with hold for select repeat('x', 1000000)";
const OF_SESSIONS = 4 * 1024 * 1024;

test('the cursors of all clients together hold a bounded amount of memory, and calls are not affected', async () => {
  const [one, other] = [await bed.connect(), await bed.connect()];
  for (const name of ['a', 'b', 'c', 'd']) await one.query(`declare ${name} ${CURSOR}`);
  await expect(other.query(`declare e ${CURSOR}`)).rejects.toMatchObject({
    code: '53000',
    message: expect.stringContaining('CONNECTOR_MEMORY_MIB') as string,
  });
  expect((await other.query('select count(*)::int > 0 as has from messages')).rows).toEqual([{ has: true }]);
  expect((await bed.call('/entityTypes/Messages/entities?pageSize=200')).status).toBe(200);
  await one.end();
  await expect
    .poll(() =>
      other.query(`declare e ${CURSOR}`).then(
        () => 'declared',
        () => 'refused',
      ),
    )
    .toBe('declared');
  await other.query('close all');
});

test('prepared statements count as what their trees take', async () => {
  const client = await bed.connect();
  const text = `select '${'x'.repeat(OF_SESSIONS / 20 / 10)}' as text`;
  const prepare = (name: string) => client.query({ name, text: `${text} --${name}` });
  const failed: unknown[] = [];
  for (let count = 0; count < 12; count += 1) {
    await prepare(`s${count}`).catch(({ code }: { readonly code: string }) => failed.push(code));
  }
  expect(failed).toEqual(['53000', '53000', '53000']);
  await client.query('deallocate all');
  await prepare('next');
});

test('parameters that are bound count until their portal is closed', async () => {
  const client = await bed.connect();
  const lengths = async (size: number) =>
    (await client.query('select length($1::text) as one', ['x'.repeat(size)])).rows as unknown;
  await expect(lengths(OF_SESSIONS)).rejects.toMatchObject({ code: '53000' });
  for (let count = 0; count < 10; count += 1) expect(await lengths(1_000_000)).toEqual([{ one: 1_000_000 }]);
});
