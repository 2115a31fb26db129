import { createHash } from 'node:crypto';
import { EntityError } from '../errors.js';
import type { EntityType } from '../model/index.js';
import type { CheckedCondition } from './conditions.js';
import { areMarks, type Place } from './place.js';
import type { CheckedSortBy, SortPlace } from './sort.js';

/**
 * The position at which a list continues: Twilio's page and a place in it. A token contains the position, a version and a
 * hash of the query, but no URL or host, so a forged token can only lead to another page of the same list.
 */
export interface Position extends Place {
  /** The index of the read in the query's plan. */
  readonly read: number;
  readonly pageSize: number;
  readonly page: string;
  readonly pageToken: string;
  /** The number of rows of the read before this page. */
  readonly seen: number;
  /** For a list in Twilio's order: the sort value of the last returned row; null if there is none. */
  readonly last: unknown;
}

const VERSION = 4;
const SORTED = 'sorted';
const BOUNDED = 'before';
const BOUND = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?$/;
const OTHER_QUERY = 'belongs to another query: entity type, conditions and order must stay the same';
const MAX_READS = 1000;
const MAX_OFFSET = 100_000;

/** Encodes a position as a token for a query. */
export function encodePageToken(query: string, position: Position): string {
  const { read, pageSize, page, pageToken, offset, after, before, isMoved, seen, last } = position;
  const parts = [VERSION, query, read, pageSize, page, pageToken, offset, after, before, isMoved, seen, last];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * Decodes a token.
 *
 * @throws EntityError INVALID_PAGE_TOKEN if it is malformed or belongs to another query
 */
export function decodePageToken(query: string, token: string): Position {
  const [version, tokenQuery, ...parts] = parse(token);
  const position = version === VERSION ? toPosition(parts) : undefined;
  if (!position) throw invalidPageToken();
  if (tokenQuery !== query) throw invalidPageToken(OTHER_QUERY);
  return position;
}

function toPosition(parts: readonly unknown[]): Position | undefined {
  const [read, pageSize, page, pageToken, offset, after, before, isMoved, seen, last] = parts;
  const isPosition =
    Number.isInteger(read) &&
    Number(read) >= 0 &&
    Number(read) < MAX_READS &&
    Number.isInteger(pageSize) &&
    Number(pageSize) >= 1 &&
    Number(pageSize) <= 1000 &&
    typeof page === 'string' &&
    /^\d{1,9}$/.test(page) &&
    typeof pageToken === 'string' &&
    /^[\w.~+/=-]{0,1024}$/.test(pageToken) &&
    Number.isInteger(offset) &&
    Number(offset) >= 0 &&
    Number(offset) <= MAX_OFFSET &&
    Number.isSafeInteger(seen) &&
    Number(seen) >= 0 &&
    isScalar(last) &&
    areMarks(after) &&
    after.length <= Number(offset) &&
    areMarks(before) &&
    typeof isMoved === 'boolean';
  if (!isPosition) return undefined;
  return {
    read: Number(read),
    pageSize: Number(pageSize),
    page,
    pageToken,
    offset: Number(offset),
    after,
    before,
    isMoved,
    seen: Number(seen),
    last,
  };
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** The position at which a sorted list continues: after a row, within all rows or the rows from a position on. */
export interface SortedFrom {
  readonly place: SortPlace;
  readonly from?: Position;
}

/** Encodes the position after a row of a sorted list: its sort value and its key. */
export function encodeSortToken(query: string, { place: { value, key }, from }: SortedFrom): string {
  const start = from ? encodePageToken(query, from) : '';
  return Buffer.from(JSON.stringify([VERSION, query, SORTED, value, key, start])).toString('base64url');
}

/**
 * Decodes a token of a sorted list; undefined if the token belongs to a list in Twilio's order.
 *
 * @throws EntityError INVALID_PAGE_TOKEN if it is malformed or belongs to another query
 */
export function decodeSortToken(query: string, token: string, by: CheckedSortBy): SortedFrom | undefined {
  const [version, tokenQuery, kind, value, key, start] = parse(token);
  if (version !== VERSION) throw invalidPageToken();
  if (tokenQuery !== query) throw invalidPageToken(OTHER_QUERY);
  if (kind !== SORTED) return undefined;
  if (typeof key !== 'string' || typeof start !== 'string' || !by.isValue(value)) throw invalidPageToken();
  return { place: { value, key }, ...(start && { from: decodePageToken(query, start) }) };
}

/** The position at which a list continues that was read in windows: in the list before a bound of its window column. */
export interface BoundedFrom {
  readonly before: string;
  /** The token of the position in the list before the bound. */
  readonly token: string;
}

/** Encodes the position in a list before a bound. */
export function encodeBoundedToken(query: string, { before, token }: BoundedFrom): string {
  return Buffer.from(JSON.stringify([VERSION, query, BOUNDED, before, token])).toString('base64url');
}

/**
 * Decodes the token of a list before a bound; undefined if it is another token.
 *
 * @throws EntityError INVALID_PAGE_TOKEN if it is malformed or belongs to another query
 */
export function decodeBoundedToken(
  query: string,
  { window }: Pick<EntityType, 'window'>,
  token: string,
): BoundedFrom | undefined {
  const [version, tokenQuery, kind, before, inner] = parse(token);
  if (kind !== BOUNDED) return undefined;
  if (version !== VERSION) throw invalidPageToken();
  if (tokenQuery !== query) throw invalidPageToken(OTHER_QUERY);
  const isTime = typeof before === 'string' && BOUND.test(before) && !Number.isNaN(Date.parse(before));
  if (!window || !isTime || typeof inner !== 'string') throw invalidPageToken();
  return { before, token: inner };
}

/** Hashes the query to which a token is bound: the entity type, the condition tree and the order. */
export function hashQuery(entityTypeName: string, condition: CheckedCondition, sortBy?: CheckedSortBy): string {
  // The column name suffices; the rest of the column follows from the entity type.
  const text = JSON.stringify([entityTypeName, condition, sortBy?.name, sortBy?.direction], (name, value: unknown) =>
    name === 'field' || name === 'operators' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** Adds the time of the statement to the hash of a query whose condition depends on it. */
export function withTime(hash: string, time: number | undefined): string {
  return time === undefined ? hash : `${hash}@${time}`;
}

/** Returns the time of the statement to which a token belongs. The token is checked against the query later. */
export function timeIn(token: string | undefined): number | undefined {
  const [, query] = token === undefined ? [] : parse(token);
  const time = typeof query === 'string' ? /@(\d{1,15})$/.exec(query)?.[1] : undefined;
  return time === undefined ? undefined : Number(time);
}

function parse(token: string): unknown[] {
  try {
    const text = Buffer.from(token, 'base64url');
    // The decoder ignores invalid characters, so a modified token must be detected by encoding it again.
    if (text.toString('base64url') !== token) return [];
    const value: unknown = JSON.parse(text.toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** Creates the error for an invalid token. */
export function invalidPageToken(reason = 'is invalid'): EntityError {
  return new EntityError('INVALID_PAGE_TOKEN', `The page token ${reason}. Repeat the call without a page token.`);
}
