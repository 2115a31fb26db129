import { DEFAULT_LIST_PAGE_SIZE } from '@twilio-connector/entities';
import { integerParameter, invalidParameter } from './request.js';

/** The most that v2 answers at once, of entities and of anything else. */
export const MAX_PAGE_SIZE = 200;

/** Which page of a list is asked for. */
export interface PageRequest {
  readonly pageSize: number | undefined;
  readonly pageToken: string | null;
}

/** How many items a page holds when nobody says, and at the most. */
interface PageLimits {
  readonly default: number;
  readonly max: number;
}

/** The page that a query's `pageSize` and `pageToken` ask for. */
export function pageParameters(query: URLSearchParams): PageRequest {
  return { pageSize: integerParameter(query, 'pageSize'), pageToken: query.get('pageToken') };
}

/** A page of a list that is held in memory. The token is the place of the next item. */
export function pageOf<T>(
  all: readonly T[],
  { pageSize, pageToken }: PageRequest,
  limits: PageLimits = { default: DEFAULT_LIST_PAGE_SIZE, max: MAX_PAGE_SIZE },
) {
  if (pageSize !== undefined && pageSize < 0) throw invalidParameter('pageSize', 'must not be negative');
  const size = Math.min(pageSize || limits.default, limits.max);
  const start = pageToken ? decode(pageToken) : 0;
  if (!(start >= 0 && start <= all.length)) throw invalidParameter('pageToken', 'was not made by this connector');
  const end = start + size;
  return { items: all.slice(start, end), nextPageToken: end < all.length ? encode(end) : undefined };
}

function encode(place: number): string {
  return Buffer.from(`at:${place}`).toString('base64url');
}

function decode(token: string): number {
  const place = /^at:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  return place === undefined ? Number.NaN : Number(place);
}
