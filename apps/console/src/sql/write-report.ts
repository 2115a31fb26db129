import { ApiError } from '../api/api-error.ts';

/** What became of one row of a statement. */
export interface RowReport {
  /** From 1. */
  readonly row: number;
  readonly status: 'done' | 'failed' | 'unknown' | 'not attempted';
  /** What identifies the row, if that is known. */
  readonly key?: string;
  /** Why it failed, or why its outcome is not known. */
  readonly message?: string;
}

/** What became of the rows that a statement wrote. */
export interface WriteReport {
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE' | 'CALL';
  /** The table, or the procedure. */
  readonly target: string;
  readonly rows: readonly RowReport[];
}

/** The report of a statement that stopped before all of its rows were written. */
export function reportOf(error: Error | null): WriteReport | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.details.find(({ value }) => value !== undefined)?.value as WriteReport | undefined;
}

/**
 * Whether repeating a statement under its key goes on where it stopped. A row that may have been written stops every repetition, and a
 * whole statement has nothing left to do.
 */
export function canGoOn({ rows }: WriteReport): boolean {
  return rows.some(({ status }) => status !== 'done') && rows.every(({ status }) => status !== 'unknown');
}
