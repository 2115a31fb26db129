import { existsSync } from 'node:fs';
import { readProperty, writeProperty } from '../store/properties.js';
import type { Store } from '../store/store.js';
import { type Cipher, createCipher, keyIdOf } from './cipher.js';
import { readVaultKeys, type VaultKeyOptions } from './encryption-keys.js';
import { SecretError, VaultKeyError } from './errors.js';
import { sealContextOf } from './vault/version-rows.js';

/** The store holds this value, sealed. Keys that do not open it are not the keys of the store. */
const CANARY = 'vault-key-canary';

/**
 * Opens the cipher of a store, after a check that its keys are the right ones. A first start makes the keys.
 *
 * @throws VaultKeyError for missing or wrong keys, before anything is changed
 */
export async function openStoreCipher(store: Store, where: VaultKeyOptions): Promise<Cipher> {
  const sealed = await findSealed(store);
  const place = where.keys === undefined ? `the key file ${where.keyFile}` : 'CONNECTOR_VAULT_KEYS';
  // Another key would not open the store, so none is made.
  if (sealed && where.keys === undefined && !existsSync(where.keyFile)) throw wrongKey(`${place} is missing`);
  const cipher = createCipher(readVaultKeys(where));
  try {
    if (sealed) cipher.open(sealed.text, sealed.context);
  } catch (cause) {
    if (!(cause instanceof SecretError)) throw cause;
    const id = keyIdOf(sealed?.text ?? '');
    throw wrongKey(
      id === '' ? 'the check value is damaged' : `${place} does not hold the key ${id} of this database`,
      cause,
    );
  }
  if (sealed?.context !== CANARY) await writeCanary(store, cipher);
  return cipher;
}

/** Seals the check value with the current key. Call this after everything else was sealed with it. */
export async function writeCanary(store: Store, cipher: Cipher): Promise<void> {
  await writeProperty(store, CANARY, cipher.seal(CANARY, CANARY));
}

/** The check value. A store of the first builds has none, but perhaps a secret. */
async function findSealed(store: Store) {
  const canary = await readProperty(store, CANARY);
  if (canary !== undefined) return { text: canary, context: CANARY };
  const row = await store
    .selectFrom('secret_versions')
    .selectAll()
    .where('ciphertext', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row?.ciphertext == null ? undefined : { text: row.ciphertext, context: sealContextOf(row) };
}

function wrongKey(reason: string, cause?: unknown): VaultKeyError {
  const remedy =
    'Nothing was changed. Start the connector with the key that this data folder, or the backup in it, was written with. ' +
    'Without that key its secrets are lost: start with an empty data folder.';
  return new VaultKeyError(`The vault cannot be opened: ${reason}. ${remedy}`, { cause });
}
