import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertPolicy, policy, resourcesIn } from '../../../test/contracts/store-bed.js';
import type { Store } from '../store.js';
import { openStore } from './open-store.js';

let root: string;
let store: Store;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'twilio-connector-sqlite-'));
  store = await openStore(root);
});
afterEach(async () => {
  await store.destroy();
  rmSync(root, { recursive: true, force: true });
});

const FULL = { code: 'RESOURCE_EXHAUSTED', reason: 'STORE_FULL' };
const LARGE = 'x'.repeat(100_000);

/** From now on the database cannot grow by more than a few pages. */
async function fill() {
  await sql`PRAGMA max_page_count = 1`.execute(store);
}

test('a write to a full database fails with STORE_FULL, and the database can be read', async () => {
  await insertPolicy(store, 'a').execute();
  await fill();
  await expect(store.insertInto('policies').values(policy('b', LARGE)).execute()).rejects.toMatchObject(FULL);
  expect(await resourcesIn(store)).toEqual(['a']);
});

test('a transaction that fills the database fails with STORE_FULL and changes nothing, and the next one succeeds', async () => {
  await fill();
  const transaction = store.transaction().execute(async (within) => {
    await insertPolicy(within, 'a').execute();
    await within.insertInto('policies').values(policy('b', LARGE)).execute();
  });
  await expect(transaction).rejects.toMatchObject(FULL);
  await store.transaction().execute((within) => insertPolicy(within, 'c').execute());
  expect(await resourcesIn(store)).toEqual(['c']);
});

test('a write to a database that another process has locked fails with STORE_UNAVAILABLE', async () => {
  const other = await openStore(root);
  await sql`PRAGMA busy_timeout = 0`.execute(store);
  await sql`BEGIN IMMEDIATE`.execute(other);
  await expect(insertPolicy(store, 'a').execute()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    reason: 'STORE_UNAVAILABLE',
  });
  await sql`ROLLBACK`.execute(other);
  await other.destroy();
  await insertPolicy(store, 'a').execute();
  expect(await resourcesIn(store)).toEqual(['a']);
});

test('an invalid statement is a defect of the connector, not a state of its store', async () => {
  await expect(sql`select * from no_such_table`.execute(store)).rejects.toThrow('no such table');
  await insertPolicy(store, 'a').execute();
  await expect(insertPolicy(store, 'a').execute()).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR' });
});
