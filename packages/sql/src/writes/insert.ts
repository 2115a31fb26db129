import type { Table, WritableColumn } from '../catalog/catalog.js';
import type { TableNames } from '../catalog/table-names.js';
import { SqlError } from '../errors.js';
import type { RangeVar } from '../statement/references.js';
import { type Tree, walk } from '../syntax/nodes.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { addColumns, findColumns, refuseClauses, refuseMissing, type WriteClauses, writesOf } from './refusals.js';
import { endOfClauses, returningOver } from './returning.js';
import { type Span, StatementText } from './statement-text.js';
import { castTo, type WriteStatement } from './write-statement.js';

interface InsertStmt extends WriteClauses {
  readonly relation: RangeVar;
  readonly cols?: readonly { readonly ResTarget: { readonly name: string; readonly indirection?: unknown } }[];
  readonly selectStmt?: { readonly SelectStmt: SelectStmt };
  readonly onConflictClause?: unknown;
  readonly override: string;
}

interface SelectStmt {
  readonly valuesLists?: readonly { readonly List: { readonly items: readonly Tree[] } }[];
  readonly sortClause?: unknown;
  readonly limitCount?: unknown;
  readonly limitOffset?: unknown;
  readonly withClause?: unknown;
}

/** Reads an INSERT. @throws SqlError if it is not supported */
export function readInsert({ sql, node }: ParsedStatement, tables: TableNames): WriteStatement {
  const { InsertStmt: insert } = node as { readonly InsertStmt: InsertStmt };
  refuseClauses('INSERT', insert);
  const table = tables.find(insert.relation);
  const { insert: accepted } = writesOf(table, 'insert');
  const query = refuseForms(insert, table, accepted);
  const names = (insert.cols ?? []).map(({ ResTarget: { name } }) => name);
  const columns = findColumns(table, 'INSERT', { names, accepted });
  refuseMissing(table, { accepted, given: columns }, addColumns);

  const text = new StatementText(sql);
  const target = targetOf(text, insert);
  const start = text.within(target.end).end + 1;
  const end = endOfClauses(insert, text);
  const rows = isPlainValues(query) ? query.valuesLists.map(({ List: { items } }) => items) : undefined;
  return {
    operation: 'INSERT',
    table,
    key: [],
    columns,
    source: rows ? valuesOf(text, { start, end }, { rows, columns }) : text.textOf({ start, end }),
    isCast: rows !== undefined,
    ...(rows && { rowCount: rows.length }),
    ...returningOver(insert, text, target),
  };
}

/** The table with its alias, up to the list of columns. */
function targetOf(text: StatementText, { relation }: InsertStmt): Span {
  const start = text.tokenAt(relation.location);
  return { start, end: text.opening(start) };
}

function refuseForms(insert: InsertStmt, table: Table, accepted: readonly WritableColumn[]): SelectStmt {
  const refuse = (message: string, hint: string): SqlError => new SqlError('0A000', message, { hint });
  if (!insert.selectStmt) throw refuse('INSERT with DEFAULT VALUES is not supported.', 'Give the values to set.');
  if (insert.onConflictClause) {
    throw refuse('ON CONFLICT is not supported.', 'Look for the row first, and then INSERT or UPDATE it.');
  }
  if (insert.override !== 'OVERRIDING_NOT_SET') throw refuse('OVERRIDING is not supported.', 'Leave it out.');
  if (!insert.cols) {
    const names = accepted.map(({ name }) => name).join(', ');
    throw refuse(
      'INSERT needs a list of columns, because their order is not fixed.',
      `Name them: INSERT INTO ${table.name} (…). It takes ${names}.`,
    );
  }
  if (insert.cols.some(({ ResTarget: { indirection } }) => indirection)) {
    throw refuse('A part of a column cannot be set.', 'Set the whole column.');
  }
  walk(insert.selectStmt, ({ SetToDefault: isDefault }) => {
    if (isDefault) throw refuse('DEFAULT is not supported as a value.', 'Leave the column out, or give NULL.');
  });
  return insert.selectStmt.SelectStmt;
}

function isPlainValues(query: SelectStmt): query is SelectStmt & Required<Pick<SelectStmt, 'valuesLists'>> {
  const { valuesLists, sortClause, limitCount, limitOffset, withClause } = query;
  return valuesLists !== undefined && !sortClause && !limitCount && !limitOffset && !withClause;
}

/** VALUES with a cast around each expression, as PostgreSQL gives each value the type of its column. */
function valuesOf(
  text: StatementText,
  source: Span,
  { rows, columns }: { readonly rows: readonly (readonly Tree[])[]; readonly columns: readonly WritableColumn[] },
): string {
  for (const { length } of rows) checkCount(length, columns.length);
  const lists = text.split({ ...source, start: source.start + 1 }).map(({ start }) => {
    const values = text.split(text.within(start)).map((span) => text.textOf(span));
    return `(${columns.map((column, index) => castTo(column, values[index] ?? '')).join(', ')})`;
  });
  return `values ${lists.join(', ')}`;
}

/** @throws SqlError if a row has more or fewer values than there are columns to set */
export function checkCount(values: number, columns: number): void {
  if (values > columns) throw new SqlError('42601', 'INSERT has more expressions than target columns');
  if (values < columns) throw new SqlError('42601', 'INSERT has more target columns than expressions');
}
