import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether a given token is the administrator's. */
export type VerifyToken = (given: string) => boolean;

/** Compares in constant time, whatever the lengths. */
export function createVerifyToken(token: string): VerifyToken {
  const expected = digest(token);
  return (given) => timingSafeEqual(digest(given), expected);
}

/** Reads the administrator's token from a file; makes both, readable by the owner only, when there is none yet. */
export function readOrMakeToken(file: string): string {
  if (existsSync(file)) {
    const token = readFileSync(file, 'utf8').trim();
    if (!/^\S{16,}$/.test(token)) {
      throw new Error(`The token in ${file} is too short or holds spaces; delete the file to get a new one.`);
    }
    return token;
  }
  const token = randomBytes(32).toString('base64url');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return token;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
