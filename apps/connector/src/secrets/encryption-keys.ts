import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { placeFile } from '../store/durable-files.js';
import { VaultKeyError } from './errors.js';

const KEY_BYTES = 32;
const VARIABLE = 'CONNECTOR_VAULT_KEYS';
/** 32 bytes in base64 or base64url, with or without padding. */
const BASE64_KEY = /^[\w+/-]{43}=?$/;
const REMEDY = 'Each key is 32 random bytes in base64, as printed by "openssl rand -base64 32"';

/** Where the vault keys come from. */
export interface VaultKeyOptions {
  /** From the environment: comma-separated base64 keys, the current one first. When set, the key file is ignored. */
  readonly keys: string | undefined;
  /** Otherwise the file that holds them: one key per line, the current one first. Created with one key if it is missing. */
  readonly keyFile: string;
}

/**
 * Reads the vault keys. The first start creates the key file, readable only by its owner.
 *
 * @returns the keys, the current one first; printing a KeyObject does not reveal it
 * @throws VaultKeyError for an invalid key, and for a file that cannot be read or created
 */
export function readVaultKeys({ keys, keyFile }: VaultKeyOptions): readonly [KeyObject, ...KeyObject[]] {
  if (keys !== undefined) return parseKeys(keys.split(','), VARIABLE);
  const text = readKeyFile(keyFile) ?? createKeyFile(keyFile);
  return parseKeys(text.split('\n'), `the key file ${keyFile}`);
}

function parseKeys(texts: readonly string[], where: string): readonly [KeyObject, ...KeyObject[]] {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '');
  const invalid = given.findIndex((text) => !BASE64_KEY.test(text));
  if (invalid !== -1) {
    const position = given.length === 1 ? '' : ` number ${invalid + 1}`;
    throw new VaultKeyError(`The vault key${position} in ${where} is invalid. ${REMEDY}.`);
  }
  const [first, ...others] = given.map((text) => createSecretKey(Buffer.from(text, 'base64')));
  if (!first) {
    throw new VaultKeyError(`There is no vault key in ${where}. ${REMEDY}. A vault cannot be read without its key.`);
  }
  return [first, ...others];
}

/** Undefined when the file does not exist. */
function readKeyFile(keyFile: string): string | undefined {
  try {
    return readFileSync(keyFile, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new VaultKeyError(
      `The key file ${keyFile} cannot be read (${codeOf(cause)}). Give the user of this process read permission.`,
      {
        cause,
      },
    );
  }
}

/**
 * Never replaces a file: values may already be sealed with its key. If another process creates the file first, this one uses
 * that key.
 */
function createKeyFile(keyFile: string): string {
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  try {
    if (placeFile(keyFile, text)) return text;
  } catch (cause) {
    const message = `The key file ${keyFile} cannot be created (${codeOf(cause)}). Give the user of this process write permission, or set ${VARIABLE}.`;
    throw new VaultKeyError(message, { cause });
  }
  return readKeyFile(keyFile) ?? '';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
