import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { placeFile } from '../store/durable-files.js';

/** Checks whether a token is the administrator's. */
export type VerifyToken = (given: string) => boolean;

/** The check takes constant time, even if the lengths differ. */
export function createVerifyToken(token: string): VerifyToken {
  const expected = digest(token);
  return (given) => timingSafeEqual(digest(given), expected);
}

/** Reads the administrator's token from a file. Creates a missing file, readable by its owner only, with a new token. */
export function readOrMakeToken(file: string): string {
  // If another process creates the file first, its token is used.
  if (!existsSync(file)) placeFile(file, `${randomBytes(32).toString('base64url')}\n`);
  const token = readFileSync(file, 'utf8').trim();
  if (/^\S{16,}$/.test(token)) return token;
  throw new Error(`The token in ${file} is too short or contains spaces. Delete the file to get a new token.`);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
