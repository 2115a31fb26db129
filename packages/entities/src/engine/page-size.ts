import { EntityError } from '../errors.js';
import type { EntityType } from '../model/index.js';

/** The number of entities on a page by default, as in Google's API. */
export const DEFAULT_LIST_PAGE_SIZE = 25;
/** The maximum number of entities on a page, as in Google's Connectors task. Google's v2 API has a lower maximum. */
export const MAX_LIST_PAGE_SIZE = 50_000;

/** Twilio's usual maximum page size (https://www.twilio.com/docs/usage/twilios-response). */
export const TWILIO_PAGE_SIZE = 1000;

/** Returns Twilio's maximum page size of an entity type. */
export function maxPageSizeOf({ maxPageSize = TWILIO_PAGE_SIZE }: EntityType): number {
  return maxPageSize;
}

/**
 * Checks a limit on the number of rows.
 *
 * @throws EntityError INVALID_PAGE_SIZE
 */
export function checkLimit(limit = Number.POSITIVE_INFINITY): number {
  if (limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit >= 0)) return limit;
  throw new EntityError('INVALID_PAGE_SIZE', 'limit must be a whole number of 0 or more.');
}

/**
 * Checks a page size and applies the default and the maximum.
 *
 * @throws EntityError INVALID_PAGE_SIZE
 */
export function checkPageSize(pageSize: number | undefined): number {
  if (pageSize === undefined || pageSize === 0) return DEFAULT_LIST_PAGE_SIZE;
  if (Number.isInteger(pageSize) && pageSize > 0) return Math.min(pageSize, MAX_LIST_PAGE_SIZE);
  throw new EntityError(
    'INVALID_PAGE_SIZE',
    `pageSize must be a whole number of 1 or more. Values above ${MAX_LIST_PAGE_SIZE} are treated as ${MAX_LIST_PAGE_SIZE}.`,
  );
}
