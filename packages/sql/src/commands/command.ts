import type { Environment } from './environment.js';
import type { BinaryColumns } from '../engine/engine.js';
import type { ResultColumn } from '../execution/result-columns.js';
import type { TableReport } from './table-reports.js';
import type { Session } from '../session/session.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { WriteReport } from '../writes/report.js';

/** What one kind of statement does. The statement was parsed, and not checked otherwise. */
export interface Command {
  /** What it may change: nothing, its session, or data of the source. */
  readonly changes: 'nothing' | 'session' | 'data';
  /** Says what the statement would return. Reads nothing from a source. @throws SqlError */
  describe(statement: ParsedStatement, context: CommandContext): Promise<Description>;
  /** @throws SqlError */
  run(statement: ParsedStatement, context: CommandContext): Promise<Outcome>;
}

/** What a statement may use. */
export interface CommandContext {
  readonly environment: Environment;
  readonly session: Session;
  /** The values of `$1`, `$2` …, in PostgreSQL's text form. */
  readonly parameters: readonly (string | null)[];
  /** The OIDs of their types; PostgreSQL infers those that are missing or 0. */
  readonly parameterTypes?: readonly number[] | undefined;
  /** The columns of a query that the client wants in binary form. */
  readonly binary?: BinaryColumns | undefined;
  readonly maxRows?: number | undefined;
  /** The most requests of the statement. */
  readonly maxRequests: number;
  /** Makes a write safe to repeat. */
  readonly idempotencyKey?: string | undefined;
  /** Ends the statement. */
  readonly signal: AbortSignal;
  /** Tells the client something while the statement runs. */
  readonly notice?: ((notice: Notice) => void) | undefined;
}

/** A sentence for the client besides the result. */
export interface Notice {
  readonly severity: 'NOTICE' | 'WARNING';
  readonly sqlState: string;
  readonly message: string;
}

/** What a statement takes and returns. */
export interface Description {
  /** The OIDs of the types of `$1`, `$2` … */
  readonly parameterTypes: readonly number[];
  /** Undefined for a statement that returns no rows. */
  readonly columns: readonly ResultColumn[] | undefined;
}

/** What a statement returned. */
export interface Outcome {
  /** What PostgreSQL's clients show, such as `SELECT 3`. */
  readonly tag: string;
  /** Undefined for a statement that returns no rows. */
  readonly columns?: readonly ResultColumn[] | undefined;
  /** Values are in PostgreSQL's text form, except where a column says otherwise. */
  readonly rows?: readonly (readonly (string | null)[])[];
  /** The data of a COPY, and its number of columns. */
  readonly copy?: { readonly columns: number; readonly data: Iterable<Uint8Array> };
  /** The statements that the client prepared and that are gone now. */
  readonly deallocates?: 'all' | { readonly name: string };
  readonly requests?: number;
  /** How tables were read. */
  readonly tables?: readonly TableReport[];
  /** What it wrote. */
  readonly write?: WriteReport;
}
