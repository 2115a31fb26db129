import { DEFAULT_PAGE_SIZE } from '@twilio-connector/entities';
import { invalidParameter } from './request.js';

/** The most that v2 answers at once, of entities and of anything else. */
export const MAX_PAGE_SIZE = 200;

/** A page of a list that is held in memory. The token is the place of the next item. */
export function pageOf<T>(all: readonly T[], pageSize: number | undefined, pageToken: string | null) {
  if (pageSize !== undefined && pageSize < 0) throw invalidParameter('pageSize', 'must not be negative');
  const size = Math.min(pageSize || DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
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
