import { vaultError } from '../errors.js';

/** The last item of a page: the value that the list is sorted by, and the name, which breaks ties. */
export type PageEnd = readonly [string, string];

/** The token holds the end of the page, so that an item added meanwhile does not shift the next page. */
export function toPageToken(end: PageEnd): string {
  return Buffer.from(JSON.stringify(end)).toString('base64url');
}

/** @throws ConnectorError INVALID_ARGUMENT for a token that this vault did not issue */
export function fromPageToken(token: string | undefined): PageEnd | undefined {
  if (token === undefined || token === '') return undefined;
  try {
    const end: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const [value, name]: readonly unknown[] = Array.isArray(end) ? end : [];
    if (typeof value === 'string' && typeof name === 'string') return [value, name];
  } catch {
    // The error of the parser repeats the token, so it is dropped for the one below.
  }
  throw vaultError(
    'INVALID_PAGE_TOKEN',
    'This vault did not issue the page token. Omit it to start from the first page.',
  );
}
