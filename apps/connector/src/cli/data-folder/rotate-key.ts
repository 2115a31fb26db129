import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '../../env.js';
import { createCipher } from '../../secrets/cipher.js';
import { createVault } from '../../secrets/vault/vault.js';
import { readVaultKeys } from '../../secrets/encryption-keys.js';
import { StoreError } from '../../store/errors.js';
import { openStore, STORE_FILE } from '../../store/sqlite/open-store.js';
import { confirm } from '../terminal/confirm.js';
import { UsageError } from '../terminal/usage-error.js';
import { folderOf } from './folder-from-env.js';
import type { FolderFlags } from './folder-flags.js';
import { addKey, countKeys, dropOldKeys } from './key-file.js';
import { keyFileOf, takeFolder } from './open-folder.js';
import { resealAnswers } from './reseal-answers.js';

/**
 * `secrets rotate-key`: encrypts everything with a new key. It can be cut off at any moment: what is there then opens with the
 * keys that are there, and the same command again finishes.
 *
 * @throws StoreError for a folder without a store, or with a connector that serves it
 */
export async function rotateKey(flags: FolderFlags, process: NodeJS.Process): Promise<void> {
  const env = readEnv(process.env);
  const folder = flags.data ?? folderOf(env);
  if (!existsSync(join(folder, STORE_FILE))) {
    throw new StoreError(
      `There is no store in ${folder}. Give the data folder of a connector (--data, CONNECTOR_DATA).`,
    );
  }
  const { CONNECTOR_VAULT_KEYS: keys } = env;
  if (keys !== undefined) checkNewKey(keys);
  const loss = keys === undefined ? 'drops the key until now, without which older backups cannot be read' : undefined;
  await confirm(loss, { yes: flags.yes ?? false, process });
  const free = takeFolder(folder, 'stop it first, since it holds the keys until now');
  try {
    process.stderr.write(keys === undefined ? await rotateFile(folder) : await rotateVariable(folder, keys));
  } finally {
    free();
  }
}

async function rotateFile(folder: string): Promise<string> {
  const keyFile = keyFileOf(folder);
  // A key that cannot be one is refused before anything is written.
  readVaultKeys({ keys: undefined, keyFile });
  addKey(keyFile);
  const { secrets, answers } = await reseal(folder, { keys: undefined, keyFile });
  const dropped = countKeys(keyFile) - 1;
  dropOldKeys(keyFile);
  return `Encrypted ${secrets} secrets and ${answers} recorded answers with a new key; dropped ${dropped} from ${keyFile}. Make a new backup.\n`;
}

async function rotateVariable(folder: string, keys: string): Promise<string> {
  const { secrets, answers } = await reseal(folder, { keys, keyFile: keyFileOf(folder) });
  return `Encrypted ${secrets} secrets and ${answers} recorded answers with the first key of CONNECTOR_VAULT_KEYS. Take the others out of it.\n`;
}

async function reseal(folder: string, where: Parameters<typeof readVaultKeys>[0]) {
  const cipher = createCipher(readVaultKeys(where));
  const store = await openStore(folder);
  try {
    const { resealed } = await createVault({ store, cipher, now: () => Date.now() }).rotate();
    return { secrets: resealed, answers: await resealAnswers(store, cipher) };
  } finally {
    await store.destroy();
  }
}

/** Keys of the environment are for whoever sets it to change. */
function checkNewKey(keys: string): void {
  if (keys.split(',').filter((key) => key.trim() !== '').length > 1) return;
  throw new UsageError(
    'The key of the vault comes from CONNECTOR_VAULT_KEYS, which has one. Put a new one in front of it, as "openssl rand -base64 32" ' +
      'makes it, with a comma between them; then this command encrypts everything with the new one.',
  );
}
