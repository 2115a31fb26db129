import { EntityError } from '../errors.js';
import type { EntityType } from '../model/index.js';

/** The number of entities on a page when the caller names none: Google's. */
export const DEFAULT_LIST_PAGE_SIZE = 25;
/** The most on one page: that of Google's Connectors task. Its v2 API has a lower one of its own. */
export const MAX_LIST_PAGE_SIZE = 50_000;

/** The most rows that Twilio gives at once, as a rule (https://www.twilio.com/docs/usage/twilios-response). */
export const TWILIO_PAGE_SIZE = 1000;

/** The most rows that Twilio gives at once of an entity type. */
export function maxPageSizeOf({ maxPageSize = TWILIO_PAGE_SIZE }: EntityType): number {
  return maxPageSize;
}

/**
 * A limit on the number of rows.
 *
 * @throws EntityError INVALID_PAGE_SIZE
 */
export function checkLimit(limit = Number.POSITIVE_INFINITY): number {
  if (limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit >= 0)) return limit;
  throw new EntityError('INVALID_PAGE_SIZE', 'limit must be a whole number, 0 or more.');
}

/**
 * The page size that a caller gets.
 *
 * @throws EntityError INVALID_PAGE_SIZE
 */
export function checkPageSize(pageSize: number | undefined): number {
  if (pageSize === undefined || pageSize === 0) return DEFAULT_LIST_PAGE_SIZE;
  if (Number.isInteger(pageSize) && pageSize > 0) return Math.min(pageSize, MAX_LIST_PAGE_SIZE);
  throw new EntityError(
    'INVALID_PAGE_SIZE',
    `pageSize must be a whole number from 1 to ${MAX_LIST_PAGE_SIZE} (larger ones become that).`,
  );
}
