import type { Row } from '../catalog/scan.js';
import type { ResultColumn } from '../execution/result-columns.js';
import { resultColumnsOf } from '../execution/result-columns.js';
import { typeName } from '../decode.js';
import { type ResultSet, SLOT_SCHEMA } from '../engine/engine.js';
import { SqlError } from '../errors.js';
import { createRowEncoder } from '../execution/copy-text.js';
import type { Execution } from '../execution/execution.js';
import { checkCount } from './insert.js';
import { toValues } from './values.js';
import type { Write } from './writer.js';
import { castTo, type WriteStatement } from './write-statement.js';

type Texts = readonly (string | null)[];

/** The writes of a statement, in their order, and what it returns if that is known before. */
export interface PlannedRows {
  readonly writes: readonly Write[];
  readonly returned?: { readonly columns: readonly ResultColumn[]; readonly rows: readonly Texts[] };
}

/** Makes one write of each row of a statement's source. @throws SqlError */
export async function planRows(write: WriteStatement, execution: Execution, result: ResultSet): Promise<PlannedRows> {
  const { operation, table, key, columns } = write;
  if (operation === 'INSERT') {
    const rows = write.isCast ? result.rows : await castRows(write, execution, result);
    const valuesOf = (texts: Texts): Row => withoutNull(toValues(columns, texts));
    return { writes: rows.map((texts) => ({ operation, table: table.name, values: valuesOf(texts) })) };
  }
  const rows = uniqueRows(write, result.rows);
  const keyColumns = key.map(
    (name) => table.columns.find((column) => column.name === name) ?? { name, type: 'text' as const },
  );
  const keyOf = (texts: Texts): Row => toValues(keyColumns, texts);
  if (operation === 'UPDATE') {
    const toUpdate = (texts: Texts): Write => ({
      operation,
      table: table.name,
      key: keyOf(texts),
      values: toValues(columns, texts.slice(key.length)),
    });
    return { writes: rows.map(toUpdate) };
  }
  const writes = rows.map((texts) => ({ operation, table: table.name, key: keyOf(texts) }) as const);
  if (!write.returns) return { writes };
  const returned = {
    columns: resultColumnsOf(result.columns.slice(key.length), execution.references),
    rows: rows.map((texts) => texts.slice(key.length)),
  };
  return { writes, returned };
}

/** A write without the values that are NULL, which is what a column or parameter without a value has. */
export const withoutNull = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

/**
 * A row that is found several times, through a join, is written once. PostgreSQL takes any of its new values; here they must be
 * the same.
 */
function uniqueRows({ operation, table, key }: WriteStatement, rows: readonly Texts[]): readonly Texts[] {
  const byKey = new Map<string, Texts>();
  for (const row of rows) {
    const id = JSON.stringify(row.slice(0, key.length));
    const known = byKey.get(id);
    byKey.set(id, known ?? row);
    if (!known || operation === 'DELETE' || JSON.stringify(known) === JSON.stringify(row)) continue;
    throw new SqlError(
      '21000',
      `UPDATE of ${table.name} found several values for the row ${row.slice(0, key.length).join('/')}.`,
      {
        hint: 'Make FROM return one row for each row to update, such as with DISTINCT ON.',
      },
    );
  }
  return [...byKey.values()];
}

/** The slot of rows that are about to be inserted. Slots of tables end with a number. */
const SLOT = 'inserted';

/** Gives the values of a query the types of the columns to set. */
async function castRows(
  { columns }: WriteStatement,
  execution: Execution,
  { columns: given, rows }: ResultSet,
): Promise<readonly Texts[]> {
  checkCount(given.length, columns.length);
  if (rows.length === 0) return [];
  const { engine, statement, signal } = execution;
  const names = given.map((_, index) => `c${index}`);
  const texts = names.map((name) => ({ name, type: 'text' }) as const);
  const values = columns.map((column, index) => {
    const type = typeName(given[index]?.type ?? 0);
    return castTo(column, type === undefined ? `c${index}` : `cast(c${index} as ${type})`);
  });
  const sql = `select ${values.join(', ')} from ${SLOT_SCHEMA}.${SLOT}`;
  const encoded = createRowEncoder(
    texts,
    names,
  )(rows.map((row) => Object.fromEntries(row.map((text, index) => [`c${index}`, text]))));
  const slots = [{ name: SLOT, columns: texts }];
  const cast = { ...statement, sql, parameters: [], parameterTypes: [], slots };
  return (await engine.run(cast, new Map([[SLOT, [encoded]]]), signal)).rows;
}
