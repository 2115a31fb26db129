import type { SqlType } from '../catalog/catalog.js';
import type { PlanNode } from './plan-node.js';

/** A table of the engine that stands for one reference to a table in a statement. Its schema is `twilio_scan`. */
export interface Slot {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
}

/** The schema of the slots in the engine. */
export const SLOT_SCHEMA = 'twilio_scan';

/** What a database and its user are called. */
export interface Identity {
  readonly database: string;
  readonly user: string;
}

/** The schema `public` as the system catalogs show it. */
export interface PublicSchema {
  /** Equal for equal schemas only. */
  readonly digest: string;
  /** Fills the schema, which is empty before. */
  readonly sql: string;
  /** The OIDs that its tables are to have, by their names. */
  readonly oids: readonly (readonly [table: string, oid: number])[];
}

/** Columns of a result that the client wants in binary form. */
export interface BinaryColumns {
  /** Their places, from 0. */
  readonly columns: 'all' | readonly number[];
  /** The OIDs of the types whose text form the client's side converts itself. They come as text. */
  readonly fromText: readonly number[];
}

/** A statement over slots or system catalogs, and everything that its result depends on besides their rows. */
export interface Statement {
  readonly sql: string;
  /** The values of `$1`, `$2` …, in PostgreSQL's text form. */
  readonly parameters: readonly (string | null)[];
  /** Their types as OIDs; 0 lets PostgreSQL choose. */
  readonly parameterTypes?: readonly number[] | undefined;
  readonly slots: readonly Slot[];
  /** What the system catalogs show to a statement that reads them. Such a statement has no slots, and sees none of others. */
  readonly publicSchema?: PublicSchema | undefined;
  /** What `current_database()` and `current_user` return to a statement that asks for them. */
  readonly identity?: Identity | undefined;
  /** Columns whose values are to be the hexadecimal digits of PostgreSQL's binary form; none by default. */
  readonly binary?: BinaryColumns | undefined;
  /** Settings of PostgreSQL that change what it computes or prints, such as `TimeZone`. Default: those that it starts with. */
  readonly settings: Readonly<Record<string, string>>;
  /** The time that `now()` returns, in milliseconds since 1970. */
  readonly nowMs: number;
}

/** Rows of a slot in the text format of COPY, in parts of whole rows. */
export type SlotRows = readonly Uint8Array[];

/** A column of a table as `pg_attribute` has it. */
export interface Attribute {
  /** The OID of the table. */
  readonly table: number;
  readonly number: number;
}

export interface ResultColumn {
  readonly name: string;
  /** The OID of its type. */
  readonly type: number;
  /** The size of its type in bytes; -1 if that varies. */
  readonly size: number;
  /** What its type is limited to, as in `numeric(10, 2)`; -1 if it is not. */
  readonly modifier: number;
  /** Whether the values are the hexadecimal digits of the binary form. */
  readonly isBinary?: boolean;
  /** The slot whose column it is, if it is one. */
  readonly slot?: string | undefined;
  /** The name of that column. */
  readonly column?: string | undefined;
  /** The column of the public schema or of a system table that it is, if it is one. */
  readonly attribute?: Attribute | undefined;
}

/** Values are in PostgreSQL's text form, except where a column says otherwise. */
export interface ResultSet {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What a statement takes and returns. */
export interface StatementDescription {
  /** The OIDs of the types of its parameters. */
  readonly parameterTypes: readonly number[];
  readonly columns: readonly ResultColumn[];
}

/**
 * A PostgreSQL. It keeps nothing between two calls, so that any number of statements can share it, and another one can take its
 * place at any time. Calls reject with `SqlError`. A call whose signal aborts ends at once.
 */
export interface Engine {
  /** The plan of a statement, which reads no row. */
  explain(statement: Statement, signal: AbortSignal): Promise<PlanNode>;
  /** The types of the parameters and the columns of a statement. */
  describe(statement: Statement, signal: AbortSignal): Promise<StatementDescription>;
  /** Runs a statement over the given rows. A slot without rows is empty. */
  run(statement: Statement, rows: ReadonlyMap<string, SlotRows>, signal: AbortSignal): Promise<ResultSet>;
  close(): Promise<void>;
}
