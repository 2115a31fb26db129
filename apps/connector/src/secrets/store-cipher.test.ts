import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteVault } from '../../test/sqlite-vault.js';
import { openStore } from '../store/sqlite/open-store.js';
import type { Store } from '../store/store.js';
import { VaultKeyError } from './errors.js';
import { openStoreCipher } from './store-cipher.js';

let folder: string;
let keyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-cipher-'));
  keyFile = join(folder, 'vault.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newKey = () => randomBytes(32).toString('base64');

/** Opens the store and its cipher, as a start does, and closes the store. */
async function start(keys?: string, work: (store: Store) => Promise<unknown> = async () => {}) {
  const store = await openStore(folder);
  try {
    const cipher = await openStoreCipher(store, { keys, keyFile });
    await work(store);
    return cipher;
  } finally {
    await store.destroy();
  }
}

/** Expects that a start is refused for the reason, and changes neither the database nor the key file. */
async function expectRefusal(reason: RegExp, keys?: string) {
  const contents = () =>
    [join(folder, 'connector.db'), keyFile].map((file) => existsSync(file) && readFileSync(file, 'hex'));
  const before = contents();
  const refused = start(keys);
  await expect(refused).rejects.toThrow(VaultKeyError);
  await expect(refused).rejects.toThrow(reason);
  await expect(refused).rejects.toThrow('Nothing was changed. Start the connector with the key');
  expect(contents()).toEqual(before);
}

/** A store of the first builds has no check value. */
const forgetCanary = (store: Store) => store.deleteFrom('properties').execute();

async function addSecret(store: Store, key: string) {
  const { createCipher } = await import('./cipher.js');
  const { readVaultKeys } = await import('./encryption-keys.js');
  const vault = sqliteVault({ store, cipher: createCipher(readVaultKeys({ keys: key, keyFile })), now: () => 0 });
  await vault.createSecret({ project: 'p', secret: 's' });
  await vault.addVersion({ project: 'p', secret: 's' }, Buffer.from('value'));
}

test('a first start makes a key, and later starts accept it', async () => {
  const sealed = (await start()).seal('text', 'context');
  expect((await start()).open(sealed, 'context')).toBe('text');
});

test('a start with the key of another database is refused, even if the vault is empty', async () => {
  await start();
  writeFileSync(keyFile, `${newKey()}\n`);
  await expectRefusal(/the key file .*vault\.key does not hold the key [0-9a-f]{8} of this database/);
  await expectRefusal(/CONNECTOR_VAULT_KEYS does not hold the key [0-9a-f]{8}/, newKey());
});

test('a start without the key file is refused, and makes no new one', async () => {
  await start();
  rmSync(keyFile);
  await expectRefusal(/the key file .*vault\.key is missing/);
  expect(existsSync(keyFile)).toBe(false);
});

test('a start with the old key behind a new one is accepted, and one without the old key is refused until everything is resealed', async () => {
  const [old, next] = [newKey(), newKey()];
  await start(old);
  await start(`${next},${old}`);
  await expectRefusal(/does not hold the key/, next);
});

test('a damaged check value is refused', async () => {
  await start(undefined, (store) => store.updateTable('properties').set({ value: 'x' }).execute());
  await expectRefusal(/the check value is damaged/);
});

test('a database of the first builds gets a check value if the key opens its secrets, and is refused otherwise', async () => {
  const key = newKey();
  await start(key, async (store) => {
    await addSecret(store, key);
    await forgetCanary(store);
  });
  await expectRefusal(/does not hold the key/, newKey());
  await expectRefusal(/is missing/);
  await start(key);
  await start(key, (store) => store.deleteFrom('secret_versions').execute());
  await expectRefusal(/does not hold the key/, newKey());
});
