import { checkAllowed } from '../allowed/check.js';
import { isSystemTable, type TableNames } from '../catalog/table-names.js';
import { SqlError } from '../errors.js';
import { findRenames } from '../statement/column-names.js';
import { type Reference, rangesOf } from '../statement/references.js';
import { rewrite } from '../statement/rewrite.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { tokensOf } from '../syntax/tokens.js';
import { columnsWithEarlierNames } from './earlier-columns.js';
import { withoutJitCall } from './jit-call.js';

/**
 * Checks a statement over system catalogs, and writes it for this version of PostgreSQL.
 *
 * @param part what of it needs them
 * @throws SqlError if it reads other tables, too
 */
export function prepareSystem(
  written: ParsedStatement,
  { part, tables }: { readonly part: string; readonly tables: TableNames },
): string {
  const { sql, node } = withoutJitCall(written);
  checkAllowed(node, 'catalogs');
  const references: Reference[] = [];
  for (const range of rangesOf(node)) {
    if (!isSystemTable(range)) throw mixed(part, tables.find(range).name);
    const table = columnsWithEarlierNames(range);
    if (table) references.push({ table, range, slot: '' });
  }
  const renames = findRenames(node.SelectStmt ?? {}, references);
  return rewrite(sql, tokensOf(sql), { statement: node, references: [], renames });
}

const mixed = (part: string, table: string): SqlError =>
  new SqlError('0A000', `A statement with ${part} cannot read the table ${table}.`, {
    detail: 'System catalogs and the rows of tables are read in different places.',
    hint: 'Send two statements: one over system catalogs, and one over tables.',
  });
