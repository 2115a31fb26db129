import type { TableNames } from '../catalog/table-names.js';
import type { Slot } from '../engine/engine.js';
import { checkAllowed } from '../allowed/check.js';
import type { Select } from '../syntax/nodes.js';
import { parseStatement, tokensOf } from '../syntax/parse.js';
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
  readonly usedColumns: readonly string[];
}

/** Parses a statement, checks that it is allowed, and replaces its tables by slots. @throws SqlError */
export function prepare(sql: string, tables: TableNames): PreparedStatement {
  const text = sql.replace(/[;\s]+$/, '');
  const statement = parseStatement(text);
  checkAllowed(statement);
  const select = statement.SelectStmt ?? {};
  const references = findReferences(statement, tables);
  const renames = findRenames(select, references);
  const used = findUsedColumns(statement, references, renames);
  return {
    sql: rewrite(text, statement, { references, renames, tokens: tokensOf(text) }),
    select,
    references: references.map((reference) => ({ ...reference, usedColumns: used(reference.table) })),
  };
}

/** The slots of references. */
export const slotsOf = (references: readonly Reference[]): readonly Slot[] =>
  references.map(({ slot, table }) => ({
    name: slot,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
  }));
