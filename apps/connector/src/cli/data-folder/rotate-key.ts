import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '../../env.js';
import { openStoreCipher, writeCanary } from '../../secrets/store-cipher.js';
import { createVault } from '../../secrets/vault/vault.js';
import { readVaultKeys } from '../../secrets/encryption-keys.js';
import { StoreError } from '../../store/errors.js';
import { eraseRemains } from '../../store/sqlite/erase-remains.js';
import { openStore, STORE_FILE } from '../../store/sqlite/open-store.js';
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
  // Check the existing keys before anything is written.
  readVaultKeys({ keys: undefined, keyFile });
  addKey(keyFile);
  const counted = await reseal(folder, { keys: undefined, keyFile });
  const removed = countKeys(keyFile) - 1;
  dropOldKeys(keyFile);
  return `Encrypted ${counted} with a new key. Removed ${plural(removed, 'old key')} from ${keyFile}. Make a new backup.\n`;
}

async function rotateVariable(folder: string, keys: string): Promise<string> {
  const counted = await reseal(folder, { keys, keyFile: keyFileOf(folder) });
  return `Encrypted ${counted} with the first key in CONNECTOR_VAULT_KEYS. Remove the other keys from it.\n`;
}

/** Re-encrypts everything with the current key. @returns the counts, for the message to the user */
async function reseal(folder: string, where: Parameters<typeof readVaultKeys>[0]): Promise<string> {
  const store = await openStore(folder);
  try {
    const cipher = await openStoreCipher(store, where);
    const { resealed } = await createVault({
      store,
      cipher,
      eraseRemains: () => eraseRemains(store),
      now: () => Date.now(),
    }).rotate();
    const answers = await resealAnswers(store, cipher);
    await writeCanary(store, cipher);
    return `${plural(resealed, 'secret version')} and ${plural(answers, 'recorded answer')}`;
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
