import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { placeFile } from '../store/durable-files.js';
import { VaultKeyError } from './errors.js';

const KEY_BYTES = 32;
const VARIABLE = 'CONNECTOR_VAULT_KEYS';
/** 32 bytes in base64 or base64url, with or without its padding. */
const BASE64_KEY = /^[\w+/-]{43}=?$/;
const REMEDY = 'Each is 32 random bytes in base64, as "openssl rand -base64 32" makes them';

/** Where the keys of the vault are. */
export interface VaultKeyOptions {
  /** From the environment: base64 keys with commas between them, the current one first. With it the file is not looked at. */
  readonly keys: string | undefined;
  /** The file that holds them otherwise: one on each line, the current one first. Made, with one key, when it is not there. */
  readonly keyFile: string;
}

/**
 * Reads the keys of the vault; makes the key file at the first start, for its owner only.
 *
 * @returns the keys, the current one first; printing one shows nothing of it
 * @throws VaultKeyError for a key that cannot be one and a file that cannot be read or made
 */
export function readVaultKeys({ keys, keyFile }: VaultKeyOptions): readonly [KeyObject, ...KeyObject[]] {
  if (keys !== undefined) return parseKeys(keys.split(','), VARIABLE);
  const text = readKeyFile(keyFile) ?? makeKeyFile(keyFile);
  return parseKeys(text.split('\n'), `the key file ${keyFile}`);
}

function parseKeys(texts: readonly string[], where: string): readonly [KeyObject, ...KeyObject[]] {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '');
  const wrong = given.findIndex((text) => !BASE64_KEY.test(text));
  if (wrong !== -1) {
    const place = given.length === 1 ? '' : ` number ${wrong + 1}`;
    throw new VaultKeyError(`The vault key${place} in ${where} cannot be one. ${REMEDY}.`);
  }
  const [first, ...others] = given.map((text) => createSecretKey(Buffer.from(text, 'base64')));
  if (!first) {
    throw new VaultKeyError(`There is no vault key in ${where}. ${REMEDY}; without its key a vault cannot be read.`);
  }
  return [first, ...others];
}

/** Undefined when there is none. */
function readKeyFile(keyFile: string): string | undefined {
  try {
    return readFileSync(keyFile, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new VaultKeyError(`The key file ${keyFile} cannot be read (${codeOf(cause)}). Let this user read it.`, {
      cause,
    });
  }
}

/** Nobody seals with a key that is then replaced: a process that is slower than another takes that one's key. */
function makeKeyFile(keyFile: string): string {
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  try {
    if (placeFile(keyFile, text)) return text;
  } catch (cause) {
    const message = `The key file ${keyFile} cannot be made (${codeOf(cause)}). Let this user write there, or give the key in ${VARIABLE}.`;
    throw new VaultKeyError(message, { cause });
  }
  return readKeyFile(keyFile) ?? '';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
