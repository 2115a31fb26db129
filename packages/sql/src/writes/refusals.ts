import type { Table, TableWrites, WritableColumn, WriteKind } from '../catalog/catalog.js';
import { SqlError } from '../errors.js';
import { quoted } from '../syntax/quote.js';

/** The part of a parse tree that all writes of rows have. */
export interface WriteClauses {
  readonly withClause?: unknown;
  readonly returningClause?: {
    readonly options?: readonly unknown[];
    readonly exprs: readonly { readonly ResTarget: { readonly location: number } }[];
  };
}

const unsupported = (message: string, hint: string): SqlError => new SqlError('0A000', message, { hint });

/** Refuses clauses that no write supports. */
export function refuseClauses(operation: WriteStatementName, { withClause, returningClause }: WriteClauses): void {
  if (withClause) {
    throw unsupported(
      `WITH before ${operation} is not supported.`,
      operation === 'INSERT'
        ? 'Write WITH behind the columns: INSERT INTO t (a) WITH … SELECT ….'
        : 'Write the query of WITH as a subquery.',
    );
  }
  if (returningClause?.options) {
    throw unsupported(
      'RETURNING WITH (OLD AS …, NEW AS …) is not supported.',
      'Leave it out: INSERT and UPDATE return new rows, DELETE returns old ones.',
    );
  }
}

export type WriteStatementName = 'INSERT' | 'UPDATE' | 'DELETE';

/** Refuses a write that could reach rows that its author did not mean. */
export function refuseWithoutWhere(operation: 'UPDATE' | 'DELETE', where: unknown): void {
  if (where) return;
  throw unsupported(
    `${operation} without WHERE is refused, because it would write every row, one request each.`,
    "Say which rows: WHERE sid = '…'. WHERE true means all of them.",
  );
}

/** The writes of a table. @throws SqlError if it has none of this kind */
export function writesOf<K extends WriteKind>(
  table: Table,
  kind: K,
): TableWrites & { readonly [Key in K]-?: NonNullable<TableWrites[Key]> } {
  const { writes } = table;
  if (writes?.[kind]) return writes as ReturnType<typeof writesOf<K>>;
  if (writes?.denied?.includes(kind)) {
    throw new SqlError('42501', `This connection does not allow ${kind.toUpperCase()} for the table ${table.name}.`, {
      hint: 'Ask its administrator to allow that operation.',
    });
  }
  const offered = (['insert', 'update', 'delete'] as const).filter((each) => writes?.[each]);
  const names = offered.map((each) => each.toUpperCase()).join(' and ');
  throw unsupported(
    `${kind.toUpperCase()} is not supported for the table ${table.name}.`,
    names === '' ? 'The table can only be read.' : `It supports ${names}.`,
  );
}

/** Finds the columns that a write sets. @throws SqlError for a column that cannot be set, or is named twice */
export function findColumns(
  table: Table,
  operation: 'INSERT' | 'UPDATE',
  { names, accepted }: { readonly names: readonly string[]; readonly accepted: readonly WritableColumn[] },
): readonly WritableColumn[] {
  const found = names.map((name) => columnNamed(accepted, name));
  const wrong = names.filter((_name, index) => !found[index]);
  if (wrong.length > 0) throw unwritable(table, operation, { wrong, accepted });
  const columns = found.filter((column) => column !== undefined);
  const repeated = columns.find((column, index) => columns.indexOf(column) < index);
  if (repeated) throw new SqlError('42701', `column "${repeated.name}" specified more than once`);
  return columns;
}

/** A column by its name, or else by another name whatever its case. */
export const columnNamed = <T extends { readonly name: string; readonly aliases?: readonly string[] }>(
  columns: readonly T[],
  name: string,
): T | undefined =>
  columns.find((column) => column.name === name) ??
  columns.find(({ aliases = [] }) => aliases.some((alias) => alias.toLowerCase() === name.toLowerCase()));

function unwritable(
  { name: table, columns }: Table,
  operation: 'INSERT' | 'UPDATE',
  { wrong, accepted }: { readonly wrong: readonly string[]; readonly accepted: readonly WritableColumn[] },
): SqlError {
  const unknown = wrong.filter((name) => !columnNamed(columns, name));
  const verb = operation === 'INSERT' ? 'INSERT cannot set' : 'UPDATE cannot change';
  const hint = `${operation} of ${table} takes ${accepted.map(({ name }) => name).join(', ')}.`;
  const [first] = unknown;
  if (first !== undefined) {
    const message =
      unknown.length === 1
        ? `column "${first}" of relation "${table}" does not exist`
        : `columns ${unknown.map((name) => `"${name}"`).join(', ')} of relation "${table}" do not exist`;
    return new SqlError('42703', message, { hint });
  }
  return new SqlError('428C9', `${verb} ${wrong.join(', ')} of ${table}.`, { hint });
}

/** Refuses an INSERT or a CALL that lacks values. @param toHint says for the missing names how to give them */
export function refuseMissing(
  { name }: { readonly name: string },
  { accepted, given }: { readonly accepted: readonly WritableColumn[]; readonly given: readonly WritableColumn[] },
  toHint?: (missing: readonly string[]) => string,
): void {
  const missing = accepted.filter((each) => each.isRequired && !given.includes(each)).map((each) => each.name);
  if (missing.length === 0) return;
  throw new SqlError('23502', `${missing.join(', ')} of ${name} must have a value.`, { hint: toHint?.(missing) });
}

/** How to give values to columns that an INSERT does not set. */
export const addColumns = (missing: readonly string[]): string =>
  `Add ${missing.length === 1 ? 'the column' : 'the columns'} to the list: ${missing.map(quoted).join(', ')}.`;
