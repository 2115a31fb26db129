import { createCipheriv, createDecipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto';
import { SecretError } from './errors.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_LENGTH = 8;

/** Encrypts texts for the store. A text is sealed for one context and opens only in that context. */
export interface Cipher {
  /**
   * @param context the purpose of the text and the name of its row, as in `vault projects/p/secrets/s/versions/1`
   * @returns `{key id}:{base64 of nonce, ciphertext and tag}`
   */
  seal(text: string, context: string): string;
  /** @throws SecretError SECRET_UNREADABLE when no key opens the text, or it was not sealed for that context */
  open(sealed: string, context: string): string;
  /** Whether the text was sealed with a key other than the current one. */
  needsReseal(sealed: string): boolean;
}

/** AES-256-GCM with a random nonce. @param keys from `readVaultKeys`; the first one seals, all of them open */
export function createCipher(keys: readonly [KeyObject, ...KeyObject[]]): Cipher {
  const [current] = keys;
  const currentId = keyId(current);
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  return {
    seal: (text, context) => `${currentId}:${encrypt(current, text, context)}`,
    open(sealed, context) {
      const id = keyIdOf(sealed);
      const key = byId.get(id);
      if (!key) throw unknownKey(id, context);
      return decrypt(key, sealed.slice(KEY_ID_LENGTH + 1), context);
    },
    needsReseal: (sealed) => keyIdOf(sealed) !== currentId,
  };
}

/** Identifies a key without revealing it: the first 8 hexadecimal digits of its SHA-256. */
export function keyId(key: KeyObject): string {
  return createHash('sha256').update(key.export()).digest('hex').slice(0, KEY_ID_LENGTH);
}

function encrypt(key: KeyObject, text: string, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function decrypt(key: KeyObject, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw damaged(context);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw damaged(context, cause);
  }
}

/**
 * The id of the key that a text was sealed with. Empty unless the text starts with a well-formed id: the row may be corrupt, so
 * nothing else of it may reach a message.
 */
export function keyIdOf(sealed: string): string {
  return /^[0-9a-f]{8}(?=:)/.exec(sealed)?.[0] ?? '';
}

function unknownKey(id: string, context: string): SecretError {
  if (id === '') return damaged(context);
  return new SecretError(
    'SECRET_UNREADABLE',
    `${context} was encrypted with the key ${id}, which is not among the keys of this server. Add that key after the current one, in CONNECTOR_VAULT_KEYS or in the key file, or write the value again.`,
  );
}

function damaged(context: string, cause?: unknown): SecretError {
  return new SecretError(
    'SECRET_UNREADABLE',
    `The stored value of ${context} is damaged, or was copied there from another row. Restore a backup, or write the value again.`,
    { cause },
  );
}
