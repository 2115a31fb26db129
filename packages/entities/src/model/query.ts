import type { ConditionOn } from './condition.js';
import type { EntityType } from './entity-type.js';
import type { CallOptions } from './request.js';

/** Selects entities by a condition. */
export interface Query<E extends EntityType> {
  /** As text (`To = '+15551234567' AND DateSent >= '2024-01-01'`) or as a tree. Default: all entities. */
  readonly conditions?: string | ConditionOn<E>;
}

/** The order of rows: by one column, then by the key. */
export interface SortBy {
  readonly field: string;
  /** Default `ASC`. Null comes last in ascending order and first in descending order, as in PostgreSQL. */
  readonly direction?: 'ASC' | 'DESC';
}

/** The order of an answer. */
export interface Sorted {
  /**
   * One column. Descending order by the entity type's `defaultSortBy` is free: Twilio's list already has it, and it is
   * verified during the read. Any other order reads the whole list for each page, in at most 100 requests unless
   * `maxRequests` is set. Default: Twilio's own order, newest first.
   */
  readonly sortBy?: SortBy;
}

/** Permission to list the entities of every parent. */
export interface ParentScan {
  /**
   * Applies where Twilio lists one parent at a time (the media of one message) and the condition names no parent: the
   * parents are listed first, then the entities of each. A number is the maximum number of parents, up to 1,000; `true`
   * means 100. Beyond it the call fails with TOO_MANY_REQUESTS. A page token stays valid while the parents stay the same.
   * Default: the condition must name a parent.
   */
  readonly allowParentScan?: true | number;
}

/** The options of a LIST. */
export interface ListOptions<E extends EntityType> extends CallOptions, Query<E>, Sorted, ParentScan {
  /** The maximum number of requests to Twilio; beyond it the call fails with TOO_MANY_REQUESTS. Default: no limit. */
  readonly maxRequests?: number;
  /** Default 25. Values above 50,000 are treated as 50,000. */
  readonly pageSize?: number;
  /** The `nextPageToken` of the previous page of the same query. */
  readonly pageToken?: string;
}

/** The options of a read of all rows. */
export interface RowsOptions<E extends EntityType> extends CallOptions, Query<E>, Sorted, ParentScan {
  /** The maximum number of entities. Default: all. */
  readonly limit?: number;
  /** The maximum number of requests to Twilio; a query known to need more is refused before it starts. Default: no limit. */
  readonly maxRequests?: number;
}

/** The options of a count. */
export interface CountOptions<E extends EntityType> extends CallOptions, Query<E>, ParentScan {
  /** The maximum number of requests to Twilio; beyond it the call fails with TOO_MANY_REQUESTS. Default: no limit. */
  readonly maxRequests?: number;
  /** Reads page after page, even where windows would be faster: another path, by which a scan can be verified. Default: false. */
  readonly isSerial?: boolean;
}

/**
 * A part of a query that was read to its end: the units from `low` to `high` of the window column, seconds or days since 1970.
 * It is plain JSON, so that it can be stored.
 */
export interface CompletedPart {
  /** The index of the read in the plan of the query. */
  readonly read: number;
  /** The first unit; null if nothing is older. */
  readonly low: number | null;
  /** The last unit; null if nothing is newer. */
  readonly high: number | null;
}

/** The options of a scan. */
export interface ScanOptions<E extends EntityType> extends CallOptions, Query<E>, ParentScan {
  /** The maximum number of entities, the newest ones, read page after page. Default: all. */
  readonly limit?: number;
  /** The maximum number of requests to Twilio; beyond it the call fails with TOO_MANY_REQUESTS. Default: no limit. */
  readonly maxRequests?: number;
  /** The parts that an earlier scan of the same query completed. They are not read again. Default: none. */
  readonly completed?: readonly CompletedPart[];
  /**
   * The time on which relative times such as `now()` are based, in milliseconds since 1970. A scan that goes on after another one
   * must have the same. Default: the current time.
   */
  readonly timeMs?: number;
}

/** Selects one entity: by its key (after its parents' keys, as in `MM…/ME…`), or by a condition that equates them. */
export type Selector<E extends EntityType> = string | { readonly conditions: string | ConditionOn<E> };

/** Selects the entities of a bulk write. */
export interface BulkQuery<E extends EntityType> {
  /** Must not be empty: an empty condition never means all entities. */
  readonly conditions: string | ConditionOn<E>;
}
