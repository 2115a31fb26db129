import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertPolicy, resourcesIn } from '../../../test/contracts/store-bed.js';
import { StoreError } from '../errors.js';
import { APPLICATION_ID } from './database-file.js';
import { openStore } from './open-store.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-file-'));
  file = join(folder, 'connector.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A closed store with 200 policies. */
async function fill() {
  const store = await openStore(folder);
  for (let index = 0; index < 200; index += 1) await insertPolicy(store, `projects/p${index}`).execute();
  await store.destroy();
  return readFileSync(file);
}

/** Expects that the store is refused with the reason and the remedy, and that its file is unchanged. */
async function expectRefusal(reason: RegExp) {
  const before = readFileSync(file);
  const refused = openStore(folder);
  await expect(refused).rejects.toThrow(StoreError);
  await expect(refused).rejects.toThrow(reason);
  await expect(refused).rejects.toThrow(/Nothing was changed\. Restore a backup .* or move the database/);
  expect(readFileSync(file).equals(before)).toBe(true);
}

/** The page at which a table or an index starts. */
function pageOf(table: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table);
  database.close();
  return Number(row?.rootpage);
}

const damage = (whole: Buffer, page: number) => Buffer.from(whole).fill(0xff, (page - 1) * 4096, page * 4096);

test.each([
  ['was emptied', () => Buffer.alloc(0), /is not an SQLite database: it was overwritten or cut off/],
  [
    'was overwritten with text',
    () => Buffer.from('a text, longer than the header'.repeat(200)),
    /is not an SQLite database/,
  ],
  ['was cut off in its middle', (whole: Buffer) => whole.subarray(0, whole.length / 2), /cannot be read \(.*malformed/],
  ['has a damaged page', (whole: Buffer) => damage(whole, pageOf('policies')), /is damaged \(Tree \d+ page/],
  ['has an emptied page', (whole: Buffer) => Buffer.from(whole).fill(0, 4096 * 20, 4096 * 21), /is damaged \(/],
])('a database that %s is refused before anything is changed', async (_, change, reason) => {
  const whole = await fill();
  writeFileSync(file, change(whole));
  await expectRefusal(reason);
  writeFileSync(file, whole);
  const store = await openStore(folder);
  expect(await resourcesIn(store)).toHaveLength(200);
  await store.destroy();
});

test.each([
  ['without tables', ''],
  ['of another application without a mark', 'CREATE TABLE notes (text)'],
  ['of another application with a mark', 'CREATE TABLE kysely_migration (name); PRAGMA application_id = 7'],
  [
    'of another application that uses the same library',
    "CREATE TABLE kysely_migration (name); INSERT INTO kysely_migration VALUES ('x')",
  ],
])('an SQLite database %s is refused before anything is changed', async (_, sql) => {
  const other = new DatabaseSync(file);
  other.exec(`PRAGMA user_version = 1; ${sql}`);
  other.close();
  await expectRefusal(/is not the database of a connector/);
});

test('a missing database whose log is still there is refused, and the log is kept', async () => {
  await fill();
  rmSync(file);
  writeFileSync(`${file}-wal`, 'the last writes');
  await expect(openStore(folder)).rejects.toThrow(
    /connector\.db is missing, but its log .*-wal is there\. Nothing was changed/,
  );
  expect([existsSync(file), readFileSync(`${file}-wal`, 'utf8')]).toEqual([false, 'the last writes']);
});

test('in a large database, only the tables that stay small are checked at start', async () => {
  const whole = await fill();
  const size = 129 * 1024 * 1024;
  writeFileSync(file, damage(whole, pageOf('audit')));
  await expectRefusal(/is damaged/);
  truncateSync(file, size);
  await (await openStore(folder)).destroy();
  for (const table of ['connections', 'policies', 'tokens', 'secrets', 'secret_versions', 'operations', 'properties']) {
    writeFileSync(file, damage(whole, pageOf(table)));
    truncateSync(file, size);
    await expect(openStore(folder), table).rejects.toThrow(/is damaged/);
    writeFileSync(file, whole);
  }
});

test('a database is marked as that of a connector, and returns free space to the disk', async () => {
  await fill();
  const database = new DatabaseSync(file, { readOnly: true });
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  expect([pragma('application_id'), pragma('auto_vacuum'), pragma('journal_mode')]).toEqual([APPLICATION_ID, 2, 'wal']);
  database.close();
});

test('a draft that an interrupted first start left behind is replaced', async () => {
  writeFileSync(`${file}.draft`, 'cut off');
  const store = await openStore(folder);
  await insertPolicy(store, 'projects/p').execute();
  expect(existsSync(`${file}.draft`)).toBe(false);
  await store.destroy();
});
