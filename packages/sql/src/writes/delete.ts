import type { TableNames } from '../catalog/table-names.js';
import type { RangeVar } from '../statement/references.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { refuseClauses, refuseWithoutWhere, type WriteClauses, writesOf } from './refusals.js';
import { endOfClauses, returningList } from './returning.js';
import { StatementText } from './statement-text.js';
import { keyOfTarget, type WriteStatement } from './write-statement.js';

interface DeleteStmt extends WriteClauses {
  readonly relation: RangeVar;
  readonly usingClause?: unknown;
  readonly whereClause?: unknown;
}

/** Reads a DELETE. Its rows are gone afterwards, so the query that finds them has what it returns. @throws SqlError if it is not supported */
export function readDelete({ sql, node }: ParsedStatement, tables: TableNames): WriteStatement {
  const { DeleteStmt: remove } = node as { readonly DeleteStmt: DeleteStmt };
  refuseClauses('DELETE', remove);
  const table = tables.find(remove.relation);
  const { key } = writesOf(table, 'delete');
  refuseWithoutWhere('DELETE', remove.whereClause);

  const text = new StatementText(sql);
  const using = text.find(['using', 'where'], 2);
  const where = text.find(['where'], using);
  const end = endOfClauses(remove, text);
  const target = { start: 2, end: using };
  const returned = returningList(remove, text);
  const selected = [...keyOfTarget(remove.relation, key), ...(returned === undefined ? [] : [returned])];
  const more = remove.usingClause ? `, ${text.textOf({ start: using + 1, end: where })}` : '';
  const head = `select ${selected.join(', ')}\nfrom `;
  return {
    operation: 'DELETE',
    table,
    key,
    columns: [],
    source: `${head}${text.textOf(target)}${more}\n${text.textOf({ start: where, end })}`,
    place: Buffer.byteLength(head) + text.offsetOf(text.tokenAt(remove.relation.location), target.start),
    isCast: true,
    returns: returned !== undefined,
  };
}
