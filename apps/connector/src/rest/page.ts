import { DEFAULT_LIST_PAGE_SIZE } from '@twilio-connector/entities';
import { MAX_ITEMS_PER_ANSWER } from '../calls/page-size.js';
import { invalidParameter } from '../errors.js';
import { integer, text } from './parameters.js';
import { unknownToken } from './page-place.js';

/** The page parameters of every list method. */
export const PAGE = { pageSize: integer(), pageToken: text() };

/** The requested page of a list. */
export interface PageRequest {
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
}

/** The default and maximum number of items on a page. */
interface PageLimits {
  readonly default: number;
  readonly max: number;
}

/**
 * Returns one page of a list in memory. The page token is the position of the next item.
 *
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function pageOf<T>(
  all: readonly T[],
  { pageSize, pageToken }: PageRequest,
  limits: PageLimits = { default: DEFAULT_LIST_PAGE_SIZE, max: MAX_ITEMS_PER_ANSWER },
) {
  const size = toPageSize(pageSize, limits);
  const start = pageToken ? decode(pageToken) : 0;
  if (!(start >= 0 && start <= all.length)) throw unknownToken();
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length && { nextPageToken: encode(end) }) };
}

/** Limits a page size; 0 and undefined mean the default. @throws ConnectorError INVALID_ARGUMENT for a negative one */
export function toPageSize(pageSize: number | undefined, limits: PageLimits): number {
  if (pageSize !== undefined && pageSize < 0) throw invalidParameter('pageSize', 'must not be negative');
  return Math.min(pageSize || limits.default, limits.max);
}

function encode(position: number): string {
  return Buffer.from(`at:${position}`).toString('base64url');
}

function decode(token: string): number {
  const position = /^at:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  return position === undefined ? Number.NaN : Number(position);
}
