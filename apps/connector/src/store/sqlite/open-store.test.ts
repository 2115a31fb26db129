import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoreError } from '../errors.js';
import { lockFolder } from './lock.js';
import { MIGRATIONS } from '../migrations.js';
import { openStore } from './open-store.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'twilio-connector-store-')), 'data');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const row = { name: 'projects/p', policy: '{}', etag: 'a' };

test('a new folder gets every table, for its owner only; what is written is there after the next opening', async () => {
  const first = await openStore(folder);
  await first.insertInto('policies').values({ resource: row.name, policy: row.policy, etag: row.etag }).execute();
  await first.destroy();
  const second = await openStore(folder);
  expect(await second.selectFrom('policies').selectAll().execute()).toEqual([
    { resource: 'projects/p', policy: '{}', etag: 'a' },
  ]);
  await second.destroy();
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'connector.db')).mode & 0o077).toBe(0);
});

test('a transaction that fails leaves nothing, and others wait for it', async () => {
  const store = await openStore(folder);
  const insert = (resource: string) => ({ resource, policy: '{}', etag: 'a' });
  const failing = store.transaction().execute(async (transaction) => {
    await transaction.insertInto('policies').values(insert('a')).execute();
    throw new Error('on purpose');
  });
  const other = store.insertInto('policies').values(insert('b')).execute();
  await expect(failing).rejects.toThrow('on purpose');
  await other;
  expect(await store.selectFrom('policies').select('resource').execute()).toEqual([{ resource: 'b' }]);
  await store.destroy();
});

test('a folder of a newer version is refused with a sentence, and not touched', async () => {
  const store = await openStore(folder);
  await sql`insert into kysely_migration (name, timestamp) values ('2999-01-01-later', '')`.execute(store);
  await store.destroy();
  await expect(openStore(folder)).rejects.toThrow(/newer version \(2999-01-01-later\)\. Start that version/);
  await expect(openStore(folder)).rejects.toThrow(StoreError);
});

test('a folder is one process’s at a time', async () => {
  await (await openStore(folder)).destroy();
  const free = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(/Another process serves the data folder/);
  free();
  lockFolder(folder)();
});

test('migrations are in the order of their names', () => {
  expect(Object.keys(MIGRATIONS)).toEqual(Object.keys(MIGRATIONS).toSorted());
});
