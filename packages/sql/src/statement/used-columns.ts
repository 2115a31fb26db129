import type { Table } from '../catalog/catalog.js';
import { lastName, type Node, namesOf, walk } from '../syntax/nodes.js';
import type { Renames } from './column-names.js';
import type { Reference } from './references.js';

/** The columns of a table that a statement may use: all, or those whose names it contains. */
export function findUsedColumns(
  statement: Node,
  references: readonly Reference[],
  renames: Renames,
): (table: Table) => readonly string[] {
  const names = new Set<string>();
  const qualifiers = new Set(references.map(({ range }) => range.alias?.aliasname ?? range.relname));
  let usesAll = false;
  walk(statement, (part) => {
    const {
      ColumnRef: reference,
      usingClause,
      isNatural,
      colnames,
    } = part as Node & {
      readonly usingClause?: readonly Node[];
      readonly isNatural?: boolean;
      readonly colnames?: readonly Node[];
    };
    // `m.*`, `row_to_json(m)`, and columns by other names.
    if (isNatural || colnames || reference?.fields.some(({ A_Star: star }) => star)) usesAll = true;
    for (const name of usingClause ? namesOf(usingClause) : []) if (name !== undefined) names.add(name);
    const name = reference && (renames.get(reference.location ?? -1) ?? lastName(reference.fields));
    if (name === undefined) return;
    names.add(name);
    if (qualifiers.has(name)) usesAll = true;
  });
  return ({ columns }) => columns.map(({ name }) => name).filter((name) => usesAll || names.has(name));
}
