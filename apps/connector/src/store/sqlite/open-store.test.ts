import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeContract } from '../../../test/contracts/store-contract.js';
import { StoreError } from '../errors.js';
import { MIGRATIONS } from '../migrations.js';
import { lockFolder } from './lock.js';
import { openStore } from './open-store.js';

storeContract('the SQLite store', () => {
  const root = mkdtempSync(join(tmpdir(), 'twilio-connector-store-'));
  return { open: () => openStore(join(root, 'data')), remove: () => rmSync(root, { recursive: true, force: true }) };
});

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'twilio-connector-store-')), 'data');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

test('a new data folder and its database are accessible only to their owner', async () => {
  await (await openStore(folder)).destroy();
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'connector.db')).mode & 0o077).toBe(0);
});

test('a data folder of a newer version is refused with the remedy, and its database is not changed', async () => {
  const store = await openStore(folder);
  await sql`insert into kysely_migration (name, timestamp) values ('2999-01-01-later', '')`.execute(store);
  await store.destroy();
  const before = readFileSync(join(folder, 'connector.db'));
  await expect(openStore(folder)).rejects.toThrow(/newer version \(2999-01-01-later\)\. Start that version/);
  await expect(openStore(folder)).rejects.toThrow(StoreError);
  expect(readFileSync(join(folder, 'connector.db')).equals(before)).toBe(true);
});

test('only one process at a time can lock a data folder', async () => {
  await (await openStore(folder)).destroy();
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(/Another process serves the data folder/);
  unlock();
  lockFolder(folder)();
});

test('migrations are listed in the order of their names', () => {
  expect(Object.keys(MIGRATIONS)).toEqual(Object.keys(MIGRATIONS).toSorted());
});
