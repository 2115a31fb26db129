import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { policy } from '../../../test/contracts/store-bed.js';
import type { Store } from '../store.js';
import { openStore } from './open-store.js';
import { shrink } from './shrink.js';

const MIB = 1024 * 1024;

let folder: string;
let store: Store;
const bytesOf = (suffix = '') => statSync(join(folder, `connector.db${suffix}`)).size;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-shrink-'));
});
afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** Fills the database with 12 MiB and deletes them again. */
async function fillAndDelete() {
  for (const name of ['a', 'b', 'c']) {
    await store
      .insertInto('policies')
      .values(policy(name, 'x'.repeat(4 * MIB)))
      .execute();
  }
  await store.deleteFrom('policies').execute();
}

test('free space is returned to the disk in steps of 256 KiB, except for 4 MiB, and the log is emptied', async () => {
  store = await openStore(folder);
  await fillAndDelete();
  const sizes: number[] = [];
  await shrink(store, async () => {
    const database = new DatabaseSync(join(folder, 'connector.db'), { readOnly: true });
    sizes.push(Number(database.prepare('PRAGMA page_count').get()?.page_count) * 4096);
    database.close();
  });
  const steps = sizes.map((size, index) => (sizes[index - 1] ?? size) - size);
  expect(Math.max(...steps)).toBeLessThanOrEqual(MIB / 4 + 4096);
  expect(sizes.length).toBeGreaterThanOrEqual(30);
  expect([bytesOf('-wal'), Math.round(bytesOf() / MIB)]).toEqual([0, 4]);
});

test('a database with little free space keeps it', async () => {
  store = await openStore(folder);
  await store
    .insertInto('policies')
    .values(policy('a', 'x'.repeat(2 * MIB)))
    .execute();
  await store.deleteFrom('policies').execute();
  await shrink(store, () => expect.fail('It took a step.'));
  expect(bytesOf()).toBeGreaterThan(2 * MIB);
});

test('a database of the first builds keeps its size, and its log is emptied', async () => {
  const first = new DatabaseSync(join(folder, 'connector.db'));
  await (await openStore(join(folder, 'other'))).destroy();
  first.exec(`ATTACH '${join(folder, 'other', 'connector.db')}' AS other`);
  // A copy table by table has the settings of the first builds.
  for (const { sql } of first
    .prepare("SELECT sql FROM other.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")
    .all()) {
    first.exec(String(sql));
  }
  first.exec('INSERT INTO kysely_migration SELECT * FROM other.kysely_migration');
  first.close();
  store = await openStore(folder);
  await fillAndDelete();
  await shrink(store, () => expect.fail('It took a step.'));
  expect([bytesOf('-wal'), Math.round(bytesOf() / MIB)]).toEqual([0, 12]);
});

test('the log is cut to 4 MiB after a large write has been merged into the database', async () => {
  store = await openStore(folder);
  await fillAndDelete();
  expect(bytesOf('-wal')).toBeGreaterThan(8 * MIB);
  for (let index = 0; index < 3; index += 1) {
    await store
      .insertInto('policies')
      .values(policy(`p${index}`))
      .execute();
  }
  expect(bytesOf('-wal')).toBeLessThanOrEqual(4 * MIB);
});
