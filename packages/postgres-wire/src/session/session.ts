import type { Problem } from '../errors.js';
import type { NoticeSeverity, TransactionStatus } from '../messages/backend.js';
import type { Column } from '../messages/column.js';

/** Values are in PostgreSQL's text form, except where a column says otherwise. */
export type TextRow = readonly (string | null)[];

/** What a statement would return. */
export interface Description {
  /** The OIDs of the types of `$1`, `$2` … */
  readonly parameterTypes: readonly number[];
  /** Undefined for a statement without rows. */
  readonly columns: readonly Column[] | undefined;
}

/** Columns whose values the client wants in binary form, which is not known here for all types. */
export interface BinaryColumns {
  /** Their places, from 0. */
  readonly columns: 'all' | readonly number[];
  /** The OIDs of the types whose text form is converted here. */
  readonly fromText: readonly number[];
}

/** How a statement runs. */
export interface RunOptions {
  readonly parameters: TextRow;
  /** Which columns may come in binary form. Others with a type that cannot be converted are refused. */
  readonly binary?: BinaryColumns | undefined;
  /** Aborted when the client cancels the statement or goes away. */
  readonly signal: AbortSignal;
  /** Sends a sentence to the client while the statement runs. Default: a NOTICE. */
  readonly notice: (notice: Problem, severity?: NoticeSeverity) => void;
}

/** The result of a statement. */
export interface Result {
  /** What PostgreSQL's clients show, such as `SELECT 3`. Default: `SELECT` and the number of rows. */
  readonly tag?: string;
  /** Undefined for a statement without rows. */
  readonly columns?: readonly Column[] | undefined;
  readonly rows?: Iterable<TextRow> | AsyncIterable<TextRow>;
  /** The data of a COPY TO STDOUT, and its number of columns. */
  readonly copy?: { readonly columns: number; readonly data: Iterable<Uint8Array> | AsyncIterable<Uint8Array> };
  /** The prepared statements that are gone now, as after DEALLOCATE. */
  readonly deallocates?: 'all' | { readonly name: string } | undefined;
  /** Called when the client has the rows, or wants no more of them. */
  readonly close?: () => void;
}

/** A statement whose syntax was checked. */
export interface Statement {
  /** Whether to run it may change something. It then runs only when the client asks to execute it, and is described before. */
  readonly isWrite: boolean;
  /** What it takes while it is prepared. Default: the length of its text. */
  readonly bytes?: number;
  describe(signal: AbortSignal): Promise<Description>;
  run(options: RunOptions): Promise<Result>;
}

/** What a client that has logged in talks to. Everything may reject; `toProblem` then says what the client sees. */
export interface Session {
  /**
   * Prepares the statements of a text, which may be none.
   *
   * @param parameterTypes the OIDs that the client knows; 0 for any other
   */
  prepare(sql: string, parameterTypes: readonly number[]): Promise<readonly Statement[]>;
  /** The columns of a cursor that a statement declared, which clients describe like a portal; undefined if there is none of that name. */
  describeCursor?(name: string): readonly Column[] | undefined;
  /** Default: `idle`. */
  readonly status?: TransactionStatus;
  /** Called when everything that the client sent together is answered: up to Sync, or the statements of a simple query. */
  endBatch?(): void;
  /** What the client is told about the session, such as `server_version` and `TimeZone`, at first and when it changes. */
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * Sets memory aside for what the client keeps: the texts of prepared statements, and the parameters of portals. Returns how to give
   * it back. Throws if there is too little. Default: no limit.
   */
  readonly hold?: (bytes: number) => () => void;
  close(): void;
}
