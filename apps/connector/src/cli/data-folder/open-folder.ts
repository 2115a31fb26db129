import { join } from 'node:path';
import type { Env } from '../../env.js';
import type { Cipher } from '../../secrets/cipher.js';
import { openStoreCipher } from '../../secrets/store-cipher.js';
import { createFolder } from '../../store/create-folder.js';
import { StoreError } from '../../store/errors.js';
import { lockFolder } from '../../store/sqlite/lock.js';
import { openStore } from '../../store/sqlite/open-store.js';
import type { Store } from '../../store/store.js';
import { folderOf } from './folder-from-env.js';

/** A data folder that this process has locked. */
interface OpenFolder {
  readonly store: Store;
  readonly cipher: Cipher;
  close(): Promise<void>;
}

/** The key file of the vault in a data folder. */
export function keyFileOf(folder: string): string {
  return join(folder, 'vault.key');
}

/** Locks a data folder. @param remedy completes the error "A connector uses the data folder …: …" @throws StoreError if it is locked */
export function takeFolder(folder: string, remedy: string): () => void {
  try {
    return lockFolder(folder);
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    throw new StoreError(`A connector uses the data folder ${folder}: ${remedy}.`, { cause });
  }
}

/** Locks and opens the data folder in the environment. Creates it if it does not exist. */
export async function openFolder(env: Env, remedy: string): Promise<OpenFolder> {
  const folder = folderOf(env);
  createFolder(folder);
  const unlock = takeFolder(folder, remedy);
  try {
    const store = await openStore(folder);
    try {
      const cipher = await openStoreCipher(store, { keys: env.CONNECTOR_VAULT_KEYS, keyFile: keyFileOf(folder) });
      return {
        store,
        cipher,
        async close() {
          await store.destroy();
          unlock();
        },
      };
    } catch (error) {
      await store.destroy();
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}
