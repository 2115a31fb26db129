import type { Comparison } from './catalog.js';

/**
 * Which rows of a table are needed. Values are in PostgreSQL's text form; points in time in ISO 8601 in UTC, such as
 * `2026-11-30T12:00:00Z`.
 */
export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly column: string; readonly operator: Comparison; readonly value: string }
  | { readonly column: string; readonly operator: 'IN'; readonly values: readonly string[] };

export interface ScanRequest {
  /** Contains only comparisons that the catalog declares. Undefined means all rows. */
  readonly condition?: Condition | undefined;
  /** The columns that the statement uses. Others may be missing. */
  readonly columns: readonly string[];
  /** The statement probably needs no more rows than this. A hint for the size of the first page. */
  readonly limit?: number | undefined;
  /** `natural` if the rows must come in the table's order; then the condition has no `or` and no `IN`. Otherwise they may come in any. */
  readonly order: 'natural' | 'any';
  /** Whether a table whose `requires` are not given may be read for all of their values. */
  readonly allowsParentScan?: boolean;
  /** The most requests that this scan may send. */
  readonly maxRequests: number;
  readonly signal: AbortSignal;
}

/** A row, by the `property` of each column. */
export type Row = Readonly<Record<string, unknown>>;

export interface ScanPage {
  readonly rows: readonly Row[];
  /** The requests that were sent since the page before. */
  readonly requests: number;
  /** Whether no page follows. A scan that does not know leaves it out, and ends. */
  readonly isLast?: boolean;
}

/**
 * Reads rows of a table, page by page. Must return every row that fulfils the condition, once, and may return others. Sends a
 * request only when the page after is asked for, apart from reading a little ahead when the reader goes on.
 */
export type Scan = (table: string, request: ScanRequest) => AsyncIterable<ScanPage>;
