import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { placeFile } from '../store/durable-files.js';

/** Whether a given token is the administrator's. */
export type VerifyToken = (given: string) => boolean;

/** Compares in constant time, whatever the lengths. */
export function createVerifyToken(token: string): VerifyToken {
  const expected = digest(token);
  return (given) => timingSafeEqual(digest(given), expected);
}

/** Reads the administrator's token from a file; makes both, readable by the owner only, when there is none yet. */
export function readOrMakeToken(file: string): string {
  // Another process may be faster: then its token is the one.
  if (!existsSync(file)) placeFile(file, `${randomBytes(32).toString('base64url')}\n`);
  const token = readFileSync(file, 'utf8').trim();
  if (/^\S{16,}$/.test(token)) return token;
  throw new Error(`The token in ${file} is too short or holds spaces; delete the file to get a new one.`);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
