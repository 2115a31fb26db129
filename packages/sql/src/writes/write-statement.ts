import type { Table, WritableColumn } from '../catalog/catalog.js';
import type { RangeVar } from '../statement/references.js';
import { quoted } from '../syntax/quote.js';

/** A statement that writes rows of a table. */
export interface WriteStatement {
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly table: Table;
  /** A query with one row for each row to write: the columns of its key, the values to set, and for DELETE what it returns. */
  readonly source: string;
  /** The columns of the key. */
  readonly key: readonly string[];
  /** The columns to set. */
  readonly columns: readonly WritableColumn[];
  /** Whether the source casts values to the types of their columns. */
  readonly isCast: boolean;
  /** Where the source names the table, in bytes; absent if it does not read it. */
  readonly place?: number;
  /** How many rows are written, if the statement says so. */
  readonly rowCount?: number;
  /** A query over the table with the written rows, for RETURNING. For DELETE, the source has the result. */
  readonly returning?: string;
  /** Whether there is RETURNING. */
  readonly returns: boolean;
}

/** An expression as a value of a column. A comment may end the expression. */
export const castTo = ({ type }: Pick<WritableColumn, 'type'>, expression: string): string =>
  `cast((${expression}\n) as ${type})`;

/** The columns of the key of the table that a statement writes. */
export const keyOfTarget = ({ alias, relname }: RangeVar, key: readonly string[]): readonly string[] =>
  key.map((name) => `${quoted(alias?.aliasname ?? relname)}.${quoted(name)}`);
