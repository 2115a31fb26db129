import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { placeFile } from '../store/durable-files.js';

/** Checks whether a token is the administrator's. */
export type VerifyToken = (given: string) => boolean;

/** The check takes constant time, even if the lengths differ. */
export function createVerifyToken(token: string): VerifyToken {
  const expected = digest(token);
  return (given) => timingSafeEqual(digest(given), expected);
}

const MIN_LENGTH = 32;
const MIN_DISTINCT = 10;

/**
 * Explains in a clause why a token could be guessed: "has fewer than 32 characters". Returns undefined for a strong token. The
 * clause does not repeat the token.
 */
export function tokenWeakness(token: string): string | undefined {
  if (/\s/.test(token)) return 'contains spaces';
  if (token.length < MIN_LENGTH) return `has fewer than ${MIN_LENGTH} characters`;
  if (new Set(token).size < MIN_DISTINCT) return `has fewer than ${MIN_DISTINCT} different characters`;
  return undefined;
}

/** Reads the administrator's token from a file. Creates a missing file, readable by its owner only, with a new token. */
export function readOrMakeToken(file: string): string {
  // If another process creates the file first, its token is used.
  if (!existsSync(file)) placeFile(file, `${randomBytes(32).toString('base64url')}\n`);
  const token = readFileSync(file, 'utf8').trim();
  const weakness = tokenWeakness(token);
  if (weakness === undefined) return token;
  throw new Error(`The token in ${file} ${weakness}. Delete the file to get a new token.`);
}

function digest(text: string): Buffer {
  // Faster than asking for the bytes.
  return Buffer.from(hash('sha256', text, 'hex'), 'hex');
}
