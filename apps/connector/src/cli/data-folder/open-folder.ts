import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../env.js';
import { type Cipher, createCipher } from '../../secrets/cipher.js';
import { readVaultKeys } from '../../secrets/encryption-keys.js';
import { StoreError } from '../../store/errors.js';
import { lockFolder } from '../../store/sqlite/lock.js';
import { openStore, type Store } from '../../store/sqlite/open-store.js';
import { folderOf } from './folder-from-env.js';

/** A data folder that is this process's alone. */
interface OpenFolder {
  readonly store: Store;
  readonly cipher: Cipher;
  close(): Promise<void>;
}

/** The file of a data folder that holds the keys of its vault. */
export function keyFileOf(folder: string): string {
  return join(folder, 'vault.key');
}

/** Takes a data folder for this process. @param remedy what to do while a connector has it @throws StoreError then */
export function takeFolder(folder: string, remedy: string): () => void {
  try {
    return lockFolder(folder);
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    throw new StoreError(`A connector serves the data folder ${folder}: ${remedy}.`, { cause });
  }
}

/** Opens the data folder that the environment names; makes it where there is none. */
export async function openFolder(env: Env, remedy: string): Promise<OpenFolder> {
  const folder = folderOf(env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const free = takeFolder(folder, remedy);
  try {
    const cipher = createCipher(readVaultKeys({ keys: env.CONNECTOR_VAULT_KEYS, keyFile: keyFileOf(folder) }));
    const store = await openStore(folder);
    return {
      store,
      cipher,
      async close() {
        await store.destroy();
        free();
      },
    };
  } catch (error) {
    free();
    throw error;
  }
}
