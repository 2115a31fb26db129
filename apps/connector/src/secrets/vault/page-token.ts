import { VaultError } from '../errors.js';

/** Where a page ended: the value that the list is sorted by, and the name, for values that are alike. */
export type Place = readonly [string, string];

/** A page token that holds where the page ended, so that what is added meanwhile moves nothing. */
export function toPageToken(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws VaultError INVALID_ARGUMENT for a token that is none of ours */
export function fromPageToken(token: string | undefined): Place | undefined {
  if (token === undefined || token === '') return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const [value, name]: readonly unknown[] = Array.isArray(place) ? place : [];
    if (typeof value === 'string' && typeof name === 'string') return [value, name];
  } catch {
    // Said below: the parser's message repeats the token.
  }
  throw new VaultError('INVALID_PAGE_TOKEN', 'The page token was not made by this vault; leave it out to begin anew.');
}
