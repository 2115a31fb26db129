import type { Row } from '../catalog/scan.js';
import type { CommandContext } from '../commands/command.js';
import { SqlError } from '../errors.js';

/** A write of one row, or one call of a procedure. Values are by the `property` of each column. */
export type Write =
  | { readonly operation: 'INSERT'; readonly table: string; readonly values: Row }
  | { readonly operation: 'UPDATE'; readonly table: string; readonly key: Row; readonly values: Row }
  | { readonly operation: 'DELETE'; readonly table: string; readonly key: Row }
  | { readonly operation: 'CALL'; readonly procedure: string; readonly values: Row };

/** Which rows a statement writes, as far as it is known before anything is read. */
export type WriteIntent =
  | { readonly operation: 'INSERT'; readonly table: string }
  | {
      readonly operation: 'UPDATE' | 'DELETE';
      readonly table: string;
      /** One row by its key, some rows by their keys, or all that fulfil a condition. */
      readonly selects: 'one' | 'some' | 'any';
    }
  | { readonly operation: 'CALL'; readonly procedure: string };

/**
 * How a write ended. `failed` means that it certainly was not carried out; `unknown` that it may have been. `error` is the one to
 * show.
 */
export type WriteOutcome =
  | {
      readonly status: 'done';
      readonly rows: readonly Row[];
      readonly key?: string | undefined;
      readonly requests: number;
    }
  | { readonly status: 'failed' | 'unknown'; readonly error: Error; readonly requests: number };

/** The source of a database, for writes. */
export interface Writer {
  /** Refuses a statement before anything is read or written, such as one whose caller lacks a permission. */
  authorize(intent: WriteIntent): Promise<void>;
  /** Checks a write as far as that is possible without sending it. Is called for all rows before the first is sent. @throws an error for its caller */
  check(write: Write): void;
  /** The text that identifies the row of an UPDATE or a DELETE, for reports. */
  keyOf(write: Write): string | undefined;
  /** Carries out one write. Never repeats a request that may have been carried out. Does not throw. */
  write(write: Write, keyed?: KeyedWrite): Promise<WriteOutcome>;
  /**
   * Makes the plan of a statement with an idempotency key, and keeps it as JSON. Returns the plan that was kept when the same
   * statement ran with this key before. @throws an error for its caller if the key belongs to another statement
   */
  keep<T>(keyed: KeyedStatement, plan: () => Promise<T>): Promise<T>;
}

export interface KeyedStatement {
  /** The idempotency key of the statement. */
  readonly key: string;
  /** Everything that the statement consists of, as JSON values. */
  readonly statement: readonly unknown[];
}

/** Names one write of a statement with an idempotency key, so that it is carried out at most once. */
export interface KeyedWrite {
  readonly key: string;
  /** The place of the write among those of the statement, from 1. */
  readonly row: number;
}

/** The writer of a statement. @throws SqlError if the database only reads */
export function writerOf({ environment: { writer } }: CommandContext, operation: Write['operation']): Writer {
  if (writer) return writer;
  throw new SqlError('25006', `${operation} is not possible, because this database only reads.`);
}
