import { createHash } from 'node:crypto';
import { EntityError } from '../errors.js';
import type { CheckedCondition } from './conditions.js';
import { areMarks, type Place } from './place.js';
import type { CheckedSortBy, SortPlace } from './sort.js';

/**
 * Where a list goes on: Twilio's own page and how many of its rows were answered already. The token carries it with a
 * version and a hash of the query, but no URL and no host: one that was forged leads nowhere but to another page of
 * the same list.
 */
export interface Position extends Place {
  /** Which of the query's reads. */
  readonly read: number;
  readonly pageSize: number;
  readonly page: string;
  readonly pageToken: string;
  /** How many rows of the read came before this page. */
  readonly seen: number;
  /** Where the list is to come in an order: the value of the last row that was answered; null when there is none. */
  readonly last: unknown;
}

const VERSION = 4;
const SORTED = 'sorted';
const OTHER_QUERY = 'belongs to another query: the entity type, the conditions and the order must stay the same';
const MAX_READS = 1000;
const MAX_OFFSET = 100_000;

/** Writes a position as a token for the given query. */
export function encodePageToken(query: string, position: Position): string {
  const { read, pageSize, page, pageToken, offset, after, before, isMoved, seen, last } = position;
  const words = [VERSION, query, read, pageSize, page, pageToken, offset, after, before, isMoved, seen, last];
  return Buffer.from(JSON.stringify(words)).toString('base64url');
}

/**
 * Reads a token back.
 *
 * @throws EntityError INVALID_PAGE_TOKEN when it is none, or belongs to another query
 */
export function decodePageToken(query: string, token: string): Position {
  const [version, tokenQuery, ...words] = parse(token);
  const position = version === VERSION ? toPosition(words) : undefined;
  if (!position) throw invalidPageToken();
  if (tokenQuery !== query) throw invalidPageToken(OTHER_QUERY);
  return position;
}

function toPosition(words: readonly unknown[]): Position | undefined {
  const [read, pageSize, page, pageToken, offset, after, before, isMoved, seen, last] = words;
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

/** Where a sorted list goes on: behind a row, of all rows or of those from a position on. */
export interface SortedFrom {
  readonly place: SortPlace;
  readonly from?: Position;
}

/** Writes the place behind a row of a sorted list: its value and its key. */
export function encodeSortToken(query: string, { place: { value, key }, from }: SortedFrom): string {
  const start = from ? encodePageToken(query, from) : '';
  return Buffer.from(JSON.stringify([VERSION, query, SORTED, value, key, start])).toString('base64url');
}

/**
 * Reads it back; undefined when the token is of a list that comes in its order by itself.
 *
 * @throws EntityError INVALID_PAGE_TOKEN when it is none, or belongs to another query
 */
export function decodeSortToken(query: string, token: string): SortedFrom | undefined {
  const [version, tokenQuery, kind, value, key, start] = parse(token);
  if (version !== VERSION) throw invalidPageToken();
  if (tokenQuery !== query) throw invalidPageToken(OTHER_QUERY);
  if (kind !== SORTED) return undefined;
  if (typeof key !== 'string' || typeof start !== 'string' || !isScalar(value)) throw invalidPageToken();
  return { place: { value, key }, ...(start && { from: decodePageToken(query, start) }) };
}

/** What binds a token to its query: the entity type, the condition as a tree, and the order. */
export function hashQuery(entityTypeName: string, condition: CheckedCondition, sortBy?: CheckedSortBy): string {
  // Of a column only its name: the declaration behind it is the entity type's.
  const text = JSON.stringify([entityTypeName, condition, sortBy?.name, sortBy?.direction], (name, value: unknown) =>
    name === 'field' || name === 'operators' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function parse(token: string): unknown[] {
  try {
    const text = Buffer.from(token, 'base64url');
    // The decoder passes over what it does not know; a token that was changed is none.
    if (text.toString('base64url') !== token) return [];
    const value: unknown = JSON.parse(text.toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** The refusal of a token. */
export function invalidPageToken(reason = 'was not made by this connector'): EntityError {
  return new EntityError('INVALID_PAGE_TOKEN', `The page token ${reason}. Start again without one.`);
}
