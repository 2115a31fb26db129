import { createHash } from 'node:crypto';
import { VaultError } from '../errors.js';

/** Changes when one of the parts does. In quotes, as Google's are. */
export function toEtag(...parts: readonly (string | number | null)[]): string {
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}"`;
}

/** @throws VaultError ABORTED when somebody expects another one */
export function checkEtag(actual: string, expected: string | undefined): void {
  if (expected === undefined || expected === '' || expected === actual) return;
  throw new VaultError('ETAG_MISMATCH', 'It was changed since: its etag is another one. Read it again, and try again.');
}
