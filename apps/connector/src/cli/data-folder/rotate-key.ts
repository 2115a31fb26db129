import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '../../env.js';
import type { Cipher } from '../../secrets/cipher.js';
import { openStoreCipher, writeCanary } from '../../secrets/store-cipher.js';
import { createVault } from '../../secrets/vault/vault.js';
import type { VaultKeyOptions } from '../../secrets/encryption-keys.js';
import { StoreError } from '../../store/errors.js';
import { eraseRemains } from '../../store/sqlite/erase-remains.js';
import { openStore, STORE_FILE } from '../../store/sqlite/open-store.js';
import type { Store } from '../../store/store.js';
import { confirm } from '../terminal/confirm.js';
import { UsageError } from '../terminal/usage-error.js';
import { folderOf } from './folder-from-env.js';
import type { FolderFlags } from './folder-flags.js';
import { addKey, countKeys, dropOldKeys } from './key-file.js';
import { keyFileOf, takeFolder } from './open-folder.js';
import { resealAnswers } from './reseal-answers.js';

/**
 * `secrets rotate-key`: encrypts everything with a new key. It can be interrupted at any moment: everything stays readable
 * with the keys that are present, and repeating the command finishes the rotation.
 *
 * @throws StoreError if the folder has no database, or a connector uses it
 */
export async function rotateKey(flags: FolderFlags, process: NodeJS.Process): Promise<void> {
  const env = readEnv(process.env);
  const folder = flags.data ?? folderOf(env);
  if (!existsSync(join(folder, STORE_FILE))) {
    throw new StoreError(
      `There is no database in ${folder}. Give the data folder of a connector with --data or CONNECTOR_DATA.`,
    );
  }
  const { CONNECTOR_VAULT_KEYS: keys } = env;
  if (keys !== undefined) checkNewKey(keys);
  const loss = keys === undefined ? 'removes the old key, without which older backups cannot be read' : undefined;
  await confirm(loss, { yes: flags.yes ?? false, process });
  const unlock = takeFolder(folder, 'stop it first, because it still uses the old key');
  try {
    process.stderr.write(keys === undefined ? await rotateFile(folder) : await rotateVariable(folder, keys));
  } finally {
    unlock();
  }
}

async function rotateFile(folder: string): Promise<string> {
  const keyFile = keyFileOf(folder);
  const where = { keys: undefined, keyFile };
  // Check the existing keys before anything is written.
  await withCipher(folder, where, async () => {});
  addKey(keyFile);
  const counted = await reseal(folder, where);
  const removed = countKeys(keyFile) - 1;
  dropOldKeys(keyFile);
  return `Encrypted ${counted} with a new key. Removed ${plural(removed, 'old key')} from ${keyFile}. Make a new backup.\n`;
}

async function rotateVariable(folder: string, keys: string): Promise<string> {
  const counted = await reseal(folder, { keys, keyFile: keyFileOf(folder) });
  return `Encrypted ${counted} with the first key in CONNECTOR_VAULT_KEYS. Remove the other keys from it.\n`;
}

/** Re-encrypts everything with the current key. @returns the counts, for the message to the user */
function reseal(folder: string, where: VaultKeyOptions): Promise<string> {
  return withCipher(folder, where, async (store, cipher) => {
    const erase = () => eraseRemains(store);
    const { resealed } = await createVault({ store, cipher, eraseRemains: erase, now: () => Date.now() }).rotate();
    const answers = await resealAnswers(store, cipher);
    await writeCanary(store, cipher);
    return `${plural(resealed, 'secret version')} and ${plural(answers, 'recorded answer')}`;
  });
}

/** @throws VaultKeyError unless the keys are those of the folder */
async function withCipher<T>(
  folder: string,
  where: VaultKeyOptions,
  work: (store: Store, cipher: Cipher) => Promise<T>,
): Promise<T> {
  const store = await openStore(folder);
  try {
    return await work(store, await openStoreCipher(store, where));
  } finally {
    await store.destroy();
  }
}

/** Keys in the environment must be changed there: this command can only use them. */
function checkNewKey(keys: string): void {
  if (keys.split(',').filter((key) => key.trim() !== '').length > 1) return;
  throw new UsageError(
    'CONNECTOR_VAULT_KEYS contains only one key. Put a new key and a comma in front of it, then repeat this command. ' +
      'To create a key: openssl rand -base64 32',
  );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
