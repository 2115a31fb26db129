import { createCipheriv, createDecipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto';
import { SecretError } from './errors.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_LENGTH = 8;

/** Encrypts texts for the store. A text is sealed for one place, and opens nowhere else. */
export interface Cipher {
  /**
   * @param aad the place: what it is for and the name of its row, as in `vault projects/p/secrets/s/versions/1`
   * @returns `{key id}:{base64 of nonce, ciphertext and tag}`
   */
  seal(text: string, aad: string): string;
  /** @throws SecretError SECRET_UNREADABLE when no key opens it, or it is not what was sealed for that place */
  open(sealed: string, aad: string): string;
  /** Whether it was sealed with another key than the current one. */
  needsReseal(sealed: string): boolean;
}

/** AES-256-GCM with a random nonce. @param keys the first seals, all of them open; `readVaultKeys` reads them */
export function createCipher(keys: readonly [KeyObject, ...KeyObject[]]): Cipher {
  const [current] = keys;
  const currentId = keyId(current);
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  return {
    seal: (text, aad) => `${currentId}:${encrypt(current, text, aad)}`,
    open(sealed, aad) {
      const id = keyIdOf(sealed);
      const key = byId.get(id);
      if (!key) throw unknownKey(id, aad);
      return decrypt(key, sealed.slice(KEY_ID_LENGTH + 1), aad);
    },
    needsReseal: (sealed) => keyIdOf(sealed) !== currentId,
  };
}

/** What tells keys apart without telling a key: the first 8 hexadecimal digits of its SHA-256. */
export function keyId(key: KeyObject): string {
  return createHash('sha256').update(key.export()).digest('hex').slice(0, KEY_ID_LENGTH);
}

function encrypt(key: KeyObject, text: string, aad: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function decrypt(key: KeyObject, sealed: string, aad: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw damaged(aad);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(aad))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw damaged(aad, cause);
  }
}

/** Empty when there is none: what stands in the file is not to be trusted, and not to be repeated. */
function keyIdOf(sealed: string): string {
  return /^[0-9a-f]{8}(?=:)/.exec(sealed)?.[0] ?? '';
}

function unknownKey(id: string, aad: string): SecretError {
  if (id === '') return damaged(aad);
  return new SecretError(
    'SECRET_UNREADABLE',
    `${aad} was encrypted with the key ${id}, which is not among the keys of this server. Add that key behind the current one, in CONNECTOR_VAULT_KEYS or in the key file, or write the value anew.`,
  );
}

function damaged(aad: string, cause?: unknown): SecretError {
  return new SecretError(
    'SECRET_UNREADABLE',
    `What the store holds for ${aad} is damaged, or was moved there from another place. Restore a backup, or write the value anew.`,
    { cause },
  );
}
