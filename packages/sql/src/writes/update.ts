import type { TableNames } from '../catalog/table-names.js';
import { SqlError } from '../errors.js';
import type { RangeVar } from '../statement/references.js';
import type { Tree } from '../syntax/nodes.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { findColumns, refuseClauses, refuseWithoutWhere, type WriteClauses, writesOf } from './refusals.js';
import { endOfClauses, returningOver } from './returning.js';
import { StatementText } from './statement-text.js';
import { castTo, keyOfTarget, type WriteStatement } from './write-statement.js';

interface UpdateStmt extends WriteClauses {
  readonly relation: RangeVar;
  readonly targetList: readonly { readonly ResTarget: Assignment }[];
  readonly fromClause?: unknown;
  readonly whereClause?: unknown;
}

interface Assignment {
  readonly name: string;
  readonly indirection?: unknown;
  readonly val: Tree;
}

/** Reads an UPDATE. @throws SqlError if it is not supported */
export function readUpdate({ sql, node }: ParsedStatement, tables: TableNames): WriteStatement {
  const { UpdateStmt: update } = node as { readonly UpdateStmt: UpdateStmt };
  refuseClauses('UPDATE', update);
  const table = tables.find(update.relation);
  const { update: accepted, key } = writesOf(table, 'update');
  refuseWithoutWhere('UPDATE', update.whereClause);
  const assignments = update.targetList.map(({ ResTarget: assignment }) => assignment);
  for (const assignment of assignments) refuseForm(assignment);
  const names = assignments.map(({ name }) => name);
  const columns = findColumns(table, 'UPDATE', { names, accepted });

  const text = new StatementText(sql);
  const set = text.find(['set'], 0);
  const target = { start: 1, end: set };
  const from = text.find(['from', 'where'], set + 1);
  const where = text.find(['where'], from);
  const end = endOfClauses(update, text);
  const values = text.split({ start: set + 1, end: from }).map((span, index) => {
    const expression = text.textOf({ ...span, start: text.find(['='], span.start) + 1 });
    return castTo(columns[index] ?? { type: 'text' }, expression);
  });
  const more = update.fromClause ? `, ${text.textOf({ start: from + 1, end: where })}` : '';
  const head = `select ${[...keyOfTarget(update.relation, key), ...values].join(', ')} from `;
  const tail = `${text.textOf(target)}${more}\n${text.textOf({ start: where, end })}`;
  return {
    operation: 'UPDATE',
    table,
    key,
    columns,
    source: head + tail,
    place: Buffer.byteLength(head) + text.offsetOf(text.tokenAt(update.relation.location), target.start),
    isCast: true,
    ...returningOver(update, text, target),
  };
}

function refuseForm({ name, indirection, val }: Assignment): void {
  const refuse = (message: string, hint: string): SqlError => new SqlError('0A000', message, { hint });
  if (indirection) throw refuse(`A part of the column ${name} cannot be set.`, 'Set the whole column.');
  if (val.MultiAssignRef) throw refuse('SET (…) = (…) is not supported.', 'Set each column on its own.');
  if (val.SetToDefault) throw refuse('DEFAULT is not supported as a value.', 'Give the value to set.');
}
