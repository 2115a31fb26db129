import type { TableNames } from '../catalog/table-names.js';
import type { Slot } from '../engine/engine.js';
import { checkAllowed } from '../allowed/check.js';
import { notSupported } from '../errors.js';
import type { Select } from '../syntax/nodes.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { type Token, tokensOf } from '../syntax/tokens.js';
import { turnToRead } from '../syntax/turns.js';
import { systemPartOf } from '../system/system-part.js';
import { findRenames } from './column-names.js';
import { findReferences, type Reference } from './references.js';
import { rewrite } from './rewrite.js';
import { findUsedColumns } from './used-columns.js';

/** A statement whose tables are slots. */
export interface PreparedStatement {
  readonly sql: string;
  readonly select: Select;
  readonly references: readonly PreparedReference[];
}

export interface PreparedReference extends Reference {
  /** The OID of the table in the system catalogs. */
  readonly oid: number;
  readonly usedColumns: readonly string[];
}

/** Checks that a statement is allowed, and replaces its tables by slots. @throws SqlError */
export async function prepare(
  { sql, node: statement }: ParsedStatement,
  tables: TableNames,
): Promise<PreparedStatement> {
  checkAllowed(statement);
  // Here, it would see the slots of others.
  const systemPart = systemPartOf(statement);
  if (systemPart !== undefined) throw notSupported(`A statement over tables cannot have ${systemPart}.`);
  await turnToRead(sql);
  const select = statement.SelectStmt ?? {};
  const references = findReferences(statement, tables);
  const renames = findRenames(select, references);
  const used = findUsedColumns(statement, references, renames);
  return {
    sql: rewrite(...withoutEnd(sql), { statement, references, renames }),
    select,
    references: references.map((reference) => ({
      ...reference,
      oid: tables.oidOf(reference.table),
      usedColumns: used(reference.table),
    })),
  };
}

/** A statement without the semicolon and the comments after it, and its tokens. */
function withoutEnd(sql: string): readonly [sql: string, tokens: readonly Token[]] {
  const tokens = tokensOf(sql);
  const last = tokens.findLastIndex(({ text }) => text !== ';' && !text.startsWith('--') && !text.startsWith('/*'));
  return [Buffer.from(sql).subarray(0, tokens[last]?.end).toString(), tokens.slice(0, last + 1)];
}

/** The slots of references. */
export const slotsOf = (references: readonly Reference[]): readonly Slot[] =>
  references.map(({ slot, table }) => ({
    name: slot,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
  }));
