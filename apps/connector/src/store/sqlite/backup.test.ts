import { createSecretKey, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCipher } from '../../secrets/cipher.js';
import { sqliteVault } from '../../../test/sqlite-vault.js';
import { backupStore, restoreStore } from './backup.js';
import { StoreError } from '../errors.js';
import { lockFolder } from './lock.js';
import { openStore } from './open-store.js';
import type { Store } from '../store.js';

let root: string;
let folder: string;
let other: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'twilio-connector-backup-'));
  folder = join(root, 'data');
  other = join(root, 'other');
  file = join(root, 'backup.db');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const now = () => Date.parse('2026-11-25T10:00:00Z');
const put = (store: Store, resource: string) =>
  store.insertInto('policies').values({ resource, policy: '{}', etag: 'a' }).execute();

/** The resources of all policies in the store of a folder. */
async function resources(of: string): Promise<readonly string[]> {
  const store = await openStore(of);
  const rows = await store.selectFrom('policies').select('resource').orderBy('resource').execute();
  await store.destroy();
  return rows.map(({ resource }) => resource);
}

/** Stores one policy in a folder. */
async function fill(of: string, resource: string): Promise<void> {
  const store = await openStore(of);
  await put(store, resource);
  await store.destroy();
}

test('a backup made while a server writes is a consistent snapshot that only its owner can read', async () => {
  const store = await openStore(folder);
  const unlock = lockFolder(folder);
  await put(store, 'a');
  const backup = backupStore(folder, file);
  await put(store, 'b');
  expect(backup).toMatchObject({ file, bytes: statSync(file).size });
  expect(backup.notice).toContain('The vault key is not in the backup');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(root).toSorted()).toEqual(['backup.db', 'data']);
  unlock();
  await store.destroy();
  expect(restoreStore(other, file, { now }).notice).toContain('The vault key was not in the backup');
  expect(await resources(other)).toEqual(['a']);
  expect(await resources(folder)).toEqual(['a', 'b']);
  expect(statSync(join(other, 'connector.db')).mode & 0o777).toBe(0o600);
});

test('a backup does not overwrite a file, and leaves no file when it fails', async () => {
  await fill(folder, 'a');
  writeFileSync(file, 'kept');
  expect(() => backupStore(folder, file)).toThrow(/is not overwritten/);
  expect(readFileSync(file, 'utf8')).toBe('kept');
  expect(() => backupStore(folder, join(root, 'none', 'backup.db'))).toThrow(/cannot be written \(ENOENT\)/);
  expect(() => backupStore(other, join(root, 'new.db'))).toThrow(/There is no store in/);
  expect(existsSync(other)).toBe(false);
  writeFileSync(join(folder, 'connector.db'), 'not a database, but long enough to look like one'.repeat(200));
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `connector.db${suffix}`), { force: true });
  expect(() => backupStore(folder, join(root, 'new.db'))).toThrow(StoreError);
  expect(readdirSync(root).toSorted()).toEqual(['backup.db', 'data']);
});

test('a backup is not restored into a folder that a server uses', async () => {
  await fill(folder, 'a');
  backupStore(folder, file);
  const unlock = lockFolder(folder);
  expect(() => restoreStore(folder, file, { now, force: true })).toThrow(/Another process serves the data folder/);
  unlock();
});

test('an existing store is replaced only with force, and its copy includes the latest writes', async () => {
  await fill(folder, 'old');
  backupStore(folder, file);
  const running = await openStore(folder);
  await put(running, 'newer');
  // A killed process leaves the log of writes unmerged.
  const wal = readFileSync(join(folder, 'connector.db-wal'));
  const database = readFileSync(join(folder, 'connector.db'));
  await running.destroy();
  writeFileSync(join(folder, 'connector.db'), database);
  writeFileSync(join(folder, 'connector.db-wal'), wal);
  expect(() => restoreStore(folder, file, { now })).toThrow(/There is already a store in/);
  const { keptOld } = restoreStore(folder, file, { now, force: true });
  expect(keptOld).toBe(join(folder, 'connector-2026-11-25T10-00-00-000Z.db'));
  expect(await resources(folder)).toEqual(['old']);
  expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
  for (const suffix of ['', '-wal']) {
    writeFileSync(join(root, `kept.db${suffix}`), readFileSync(`${keptOld}${suffix}`));
  }
  backupStore(folder, join(root, 'second.db'));
  rmSync(folder, { recursive: true });
  const { keptOld: nothing } = restoreStore(folder, join(root, 'second.db'), { now });
  expect(nothing).toBeUndefined();
  writeFileSync(join(folder, 'connector.db'), readFileSync(join(root, 'kept.db')));
  writeFileSync(join(folder, 'connector.db-wal'), readFileSync(join(root, 'kept.db-wal')));
  expect(await resources(folder)).toEqual(['newer', 'old']);
});

test('a damaged store is copied and replaced as well', async () => {
  await fill(folder, 'a');
  backupStore(folder, file);
  writeFileSync(join(folder, 'connector.db'), 'damaged');
  const { keptOld } = restoreStore(folder, file, { now, force: true });
  expect(readFileSync(keptOld!, 'utf8')).toBe('damaged');
  expect(await resources(folder)).toEqual(['a']);
});

test('a file that is not a backup, is damaged or has a newer version is refused, and nothing changes', async () => {
  await fill(folder, 'a');
  backupStore(folder, file);
  const whole = readFileSync(file);
  const attempt = (content: string | Uint8Array) => () => {
    const given = join(root, 'given.db');
    writeFileSync(given, content);
    restoreStore(folder, given, { now, force: true });
  };
  expect(attempt('')).toThrow(/is not a backup of a connector/);
  expect(attempt('some text')).toThrow(/is not a backup of a connector/);
  expect(attempt(whole.subarray(0, whole.length / 2))).toThrow(/is not a backup of a connector/);
  const damaged = Buffer.from(whole).fill(0xff, 4096 * 2, 4096 * 4);
  expect(attempt(damaged)).toThrow(/is not a backup of a connector/);
  expect(attempt(readFileSync(join(folder, 'connector.db')))).toThrow(
    /is a live database file, not a backup; .* Make a backup/,
  );
  const newer = await openStore(other);
  await sql`insert into kysely_migration (name, timestamp) values ('2999-01-01-later', '')`.execute(newer);
  backupStore(other, join(root, 'newer.db'));
  await newer.destroy();
  expect(attempt(readFileSync(join(root, 'newer.db')))).toThrow(/newer version \(2999-01-01-later\)/);
  expect(() => restoreStore(folder, join(root, 'none.db'), { now })).toThrow(/There is no backup file/);
  expect(await resources(folder)).toEqual(['a']);
  expect(readdirSync(folder).filter((name) => /draft|connector-/.test(name))).toEqual([]);
});

test('a restored vault opens with its key, and not with another key', async () => {
  const canary = 'canary-value-8d1f';
  const cipher = createCipher([createSecretKey(randomBytes(32))]);
  const store = await openStore(folder);
  const vault = sqliteVault({ store, cipher, now });
  const name = { project: 'p', secret: 'token', version: '1' };
  await vault.createSecret(name);
  await vault.addVersion(name, Buffer.from(canary));
  backupStore(folder, file);
  await store.destroy();
  chmodSync(file, 0o400);
  expect(readFileSync(file).includes(canary)).toBe(false);
  restoreStore(other, file, { now });
  const restored = await openStore(other);
  const { payload } = await sqliteVault({ store: restored, cipher, now }).accessVersion(name);
  expect(String(payload)).toBe(canary);
  const stranger = createCipher([createSecretKey(randomBytes(32))]);
  await expect(sqliteVault({ store: restored, cipher: stranger, now }).accessVersion(name)).rejects.toThrow(
    /not among the keys/,
  );
  await restored.destroy();
});
