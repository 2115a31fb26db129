import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../store/sqlite/open-store.js';
import type { Store } from '../../store/store.js';
import { sqliteVault } from '../../../test/sqlite-vault.js';
import { createCipher } from '../cipher.js';
import { SecretError } from '../errors.js';
import type { Vault } from './vault.js';

const CANARY = 'canary-value-8d1f';
const name = { project: 'p', secret: 'token' };
const versionOf = (version: string) => ({ ...name, version });
const [oldKey, newKey] = [createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32))];

let folder: string;
let store: Store;
let vault: Vault;
let time: number;
const now = () => (time += 1000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-vault-'));
  time = Date.parse('2026-11-25T10:00:00Z');
  store = await openStore(folder);
  vault = sqliteVault({ store, cipher: createCipher([oldKey]), now });
});
afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const add = (text: string | Uint8Array) => vault.addVersion(name, Buffer.from(text as string));
const read = async (version: string) => String((await vault.accessVersion(versionOf(version))).payload);
const refusal = (code: string, reason: string) => expect.objectContaining({ name: 'ConnectorError', code, reason });

test('a secret is created once, with labels', async () => {
  const secret = await vault.createSecret(name, { team: 'support' });
  expect(secret).toEqual({
    ...name,
    labels: { team: 'support' },
    createTime: '2026-11-25T10:00:01.000Z',
    etag: expect.stringMatching(/^"[0-9a-f]{16}"$/),
  });
  expect(await vault.getSecret(name)).toEqual(secret);
  await expect(vault.createSecret(name)).rejects.toEqual(refusal('ALREADY_EXISTS', 'SECRET_EXISTS'));
  await expect(vault.getSecret({ ...name, project: 'q' })).rejects.toEqual(refusal('NOT_FOUND', 'SECRET_NOT_FOUND'));
});

test.each([
  { ...name, secret: '' },
  { ...name, secret: '../x' },
  { ...name, secret: `${CANARY} x` },
  { ...name, project: 'P/..' },
])('the invalid name %j is refused, and the error does not contain it', async (wrong) => {
  const error = await vault.createSecret(wrong).catch((thrown: unknown) => thrown);
  expect(error).toEqual(refusal('INVALID_ARGUMENT', 'INVALID_SECRET_NAME'));
  expect(inspect(error)).not.toContain('canary');
});

test.each([{ Team: 'x' }, { '': 'x' }, { a: 'B' }, { a: 'x'.repeat(64) }, { ['ü'.repeat(65)]: '' }])(
  'the labels %j are refused',
  async (labels) => {
    await expect(vault.createSecret(name, labels as never)).rejects.toEqual(
      refusal('INVALID_ARGUMENT', 'INVALID_LABELS'),
    );
  },
);

test('version numbers count up, and latest is the highest enabled version', async () => {
  await vault.createSecret(name);
  await expect(read('latest')).rejects.toEqual(refusal('NOT_FOUND', 'SECRET_VERSION_NOT_FOUND'));
  expect((await add('one')).version).toBe(1);
  expect((await add('two')).version).toBe(2);
  expect(await read('latest')).toBe('two');
  expect((await vault.disableVersion(versionOf('2'))).state).toBe('DISABLED');
  expect(await read('latest')).toBe('one');
  await expect(read('2')).rejects.toEqual(refusal('FAILED_PRECONDITION', 'SECRET_VERSION_DISABLED'));
  await vault.enableVersion(versionOf('2'));
  expect(await read('2')).toBe('two');
  for (const version of ['1', '2']) await vault.disableVersion(versionOf(version));
  await expect(read('latest')).rejects.toEqual(refusal('FAILED_PRECONDITION', 'SECRET_VERSION_DISABLED'));
  expect((await vault.getVersion(versionOf('latest'))).version).toBe(2);
  for (const version of ['3', '9'.repeat(19), 'alias']) {
    await expect(read(version)).rejects.toEqual(refusal('NOT_FOUND', 'SECRET_VERSION_NOT_FOUND'));
  }
});

test('a destroyed version stays destroyed, and its number is not reused', async () => {
  await vault.createSecret(name);
  await add('one');
  const destroyed = await vault.destroyVersion(versionOf('1'));
  expect(destroyed).toMatchObject({ state: 'DESTROYED', destroyTime: '2026-11-25T10:00:03.000Z' });
  expect(await vault.getVersion(versionOf('1'))).toEqual(destroyed);
  const gone = refusal('FAILED_PRECONDITION', 'SECRET_VERSION_DESTROYED');
  await expect(read('1')).rejects.toEqual(gone);
  for (const change of ['enableVersion', 'disableVersion', 'destroyVersion'] as const) {
    await expect(vault[change](versionOf('1'))).rejects.toEqual(gone);
  }
  expect((await add('two')).version).toBe(2);
});

test('a change of the version latest is refused', async () => {
  await vault.createSecret(name);
  await add('one');
  await expect(vault.destroyVersion(versionOf('latest'))).rejects.toEqual(
    refusal('INVALID_ARGUMENT', 'INVALID_SECRET_NAME'),
  );
});

test('a change with an outdated etag is refused', async () => {
  const secret = await vault.createSecret(name);
  const version = await add('one');
  const stale = refusal('ABORTED', 'ETAG_MISMATCH');
  await vault.disableVersion(versionOf('1'), version);
  await expect(vault.destroyVersion(versionOf('1'), version)).rejects.toEqual(stale);
  await expect(vault.deleteSecret(name, version)).rejects.toEqual(stale);
  await vault.deleteSecret(name, secret);
  await expect(vault.getSecret(name)).rejects.toEqual(refusal('NOT_FOUND', 'SECRET_NOT_FOUND'));
  await expect(vault.deleteSecret(name)).rejects.toEqual(refusal('NOT_FOUND', 'SECRET_NOT_FOUND'));
});

test('a value has 1 byte to 64 KiB and may be binary', async () => {
  await vault.createSecret(name);
  const largest = randomBytes(64 * 1024);
  await add(largest);
  expect((await vault.accessVersion(versionOf('1'))).payload.equals(largest)).toBe(true);
  const invalid = refusal('INVALID_ARGUMENT', 'INVALID_PAYLOAD');
  await expect(add(Buffer.alloc(64 * 1024 + 1))).rejects.toEqual(invalid);
  await expect(add('')).rejects.toEqual(invalid);
  expect((await add('x')).version).toBe(2);
});

test('1,000 versions added concurrently get distinct numbers and are listed page by page', async () => {
  await vault.createSecret(name);
  const added = await Promise.all(Array.from({ length: 1000 }, (_, index) => add(`value ${index}`)));
  expect(new Set(added.map(({ version }) => version)).size).toBe(1000);
  const numbers: number[] = [];
  let pageToken: string | undefined;
  do {
    const page = await vault.listVersions(name, { pageSize: 300, pageToken });
    expect(page.totalSize).toBe(1000);
    numbers.push(...page.items.map(({ version }) => version));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  expect(numbers).toEqual(Array.from({ length: 1000 }, (_, index) => 1000 - index));
  expect(await read('500')).toBe('value 499');
});

test('the secrets of one project are listed newest first, and a new secret does not shift the next page', async () => {
  time = 0;
  const stopped = sqliteVault({ store, cipher: createCipher([oldKey]), now: () => time });
  for (const secret of ['a', 'b', 'c']) await stopped.createSecret({ project: 'p', secret });
  await vault.createSecret({ project: 'p', secret: 'd' });
  await vault.createSecret({ project: 'q', secret: 'e' });
  const first = await vault.listSecrets('p', { pageSize: 2 });
  expect(first).toMatchObject({ items: [{ secret: 'd' }, { secret: 'c' }], totalSize: 4 });
  await vault.createSecret({ project: 'p', secret: 'later' });
  const { nextPageToken: pageToken } = first;
  const second = await vault.listSecrets('p', { pageSize: 2, pageToken });
  expect(second).toMatchObject({ items: [{ secret: 'b' }, { secret: 'a' }], nextPageToken: undefined });
  await expect(vault.listSecrets('p', { pageSize: 2, pageToken: CANARY })).rejects.toEqual(
    refusal('INVALID_ARGUMENT', 'INVALID_PAGE_TOKEN'),
  );
});

test('after rotation every value opens with the first key alone', async () => {
  await vault.createSecret(name);
  for (const text of ['one', 'two', 'three']) await add(text);
  await vault.disableVersion(versionOf('2'));
  await vault.destroyVersion(versionOf('3'));
  const rotating = sqliteVault({ store, cipher: createCipher([newKey, oldKey]), now });
  expect(await rotating.rotate()).toEqual({ resealed: 2 });
  expect(await rotating.rotate()).toEqual({ resealed: 0 });
  vault = sqliteVault({ store, cipher: createCipher([newKey]), now });
  expect(await read('1')).toBe('one');
  await vault.enableVersion(versionOf('2'));
  expect(await read('2')).toBe('two');
});

test('a rotation that cannot open a value changes nothing and names the value', async () => {
  await vault.createSecret(name);
  await add('one');
  const other = sqliteVault({ store, cipher: createCipher([newKey]), now });
  await other.addVersion(name, Buffer.from('two'));
  const before = await store.selectFrom('secret_versions').selectAll().execute();
  const third = createCipher([createSecretKey(randomBytes(32)), oldKey]);
  await expect(sqliteVault({ store, cipher: third, now }).rotate()).rejects.toThrow(/token\/versions\/2 was encrypted/);
  expect(await store.selectFrom('secret_versions').selectAll().execute()).toEqual(before);
});

test('a ciphertext copied to another row does not open there', async () => {
  await vault.createSecret(name);
  await add(CANARY);
  const { ciphertext } = await store.selectFrom('secret_versions').selectAll().executeTakeFirstOrThrow();
  await vault.createSecret({ project: 'attacker', secret: 'token' });
  await vault.addVersion({ project: 'attacker', secret: 'token' }, Buffer.from('x'));
  await store.updateTable('secret_versions').set({ ciphertext }).where('project', '=', 'attacker').execute();
  const error = await vault
    .accessVersion({ project: 'attacker', secret: 'token', version: '1' })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SecretError);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(CANARY);
});

/** The content of every file in the data folder. */
function bytesOnDisk(): Buffer {
  return Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
}

test.each(['destroyVersion', 'deleteSecret', 'rotate'] as const)(
  '%s leaves no part of the value in the files',
  async (how) => {
    await vault.createSecret(name);
    // Larger than a database page, so the value is spread over several pages.
    await add(CANARY.repeat(2000));
    await add('kept');
    const { ciphertext } = await store
      .selectFrom('secret_versions')
      .selectAll()
      .where('version', '=', 1)
      .executeTakeFirstOrThrow();
    const [start, end] = [ciphertext!.slice(9, 60), ciphertext!.slice(-60)];
    expect(bytesOnDisk().includes(start)).toBe(true);
    expect(bytesOnDisk().includes(end)).toBe(true);
    if (how === 'rotate') await sqliteVault({ store, cipher: createCipher([newKey, oldKey]), now }).rotate();
    else await vault[how](versionOf('1'));
    for (const text of [start, end, CANARY, Buffer.from(CANARY).toString('base64').slice(0, 20)]) {
      expect(bytesOnDisk().includes(text), text).toBe(false);
    }
  },
);
