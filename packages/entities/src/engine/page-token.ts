import { createHash } from 'node:crypto';
import { EntityError } from '../errors.js';
import type { CheckedComparison } from './conditions.js';

/**
 * Where a list goes on: Twilio's own page and how many of its rows were answered already. The token carries it with a
 * version and a hash of the query, but no URL and no host: one that was forged leads nowhere but to another page of
 * the same list.
 */
export interface Position {
  readonly pageSize: number;
  readonly page: string;
  readonly pageToken: string;
  readonly offset: number;
}

const VERSION = 1;

/** Writes a position as a token for the given query. */
export function encodePageToken(query: string, position: Position): string {
  const { pageSize, page, pageToken, offset } = position;
  return Buffer.from(JSON.stringify([VERSION, query, pageSize, page, pageToken, offset])).toString('base64url');
}

/**
 * Reads a token back.
 *
 * @throws EntityError INVALID_PAGE_TOKEN when it is none, or belongs to another query
 */
export function decodePageToken(query: string, token: string): Position {
  const [version, tokenQuery, pageSize, page, pageToken, offset] = parse(token);
  const isPosition =
    version === VERSION &&
    Number.isInteger(pageSize) &&
    Number(pageSize) >= 1 &&
    Number(pageSize) <= 1000 &&
    typeof page === 'string' &&
    /^\d{1,9}$/.test(page) &&
    typeof pageToken === 'string' &&
    /^[\w.~+/=-]{1,1024}$/.test(pageToken) &&
    Number.isInteger(offset) &&
    Number(offset) >= 0 &&
    Number(offset) < Number(pageSize);
  if (!isPosition) throw invalid('was not made by this connector');
  if (tokenQuery !== query)
    throw invalid('belongs to another query: the entity type and the conditions must stay the same');
  return { pageSize: Number(pageSize), page, pageToken, offset: Number(offset) };
}

/** What binds a token to its query: the entity type and its comparisons, in any order. */
export function hashQuery(entityTypeName: string, comparisons: readonly CheckedComparison[]): string {
  const words = comparisons.map(({ name, operator, value }) => JSON.stringify([name, operator, value])).sort();
  return createHash('sha256')
    .update([entityTypeName, ...words].join('\n'))
    .digest('base64url')
    .slice(0, 16);
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

function invalid(reason: string): EntityError {
  return new EntityError('INVALID_PAGE_TOKEN', `The page token ${reason}. Start again without one.`);
}
