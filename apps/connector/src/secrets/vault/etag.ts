import { createHash } from 'node:crypto';
import { vaultError } from '../errors.js';

/** Changes whenever one of the parts changes. In quotes, like Google's etags. */
export function toEtag(...parts: readonly (string | number | null)[]): string {
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}"`;
}

/** @throws ConnectorError ABORTED when the caller expects another etag */
export function checkEtag(actual: string, expected: string | undefined): void {
  if (expected === undefined || expected === '' || expected === actual) return;
  throw vaultError('ETAG_MISMATCH', 'The etag is out of date: the resource has changed. Read it again, then retry.');
}
