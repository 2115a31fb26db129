import type { Attribute, ResultColumn as EngineColumn } from '../engine/engine.js';
import type { PreparedReference } from '../statement/prepare.js';
import { typeName } from '../decode.js';

export interface ResultColumn {
  readonly name: string;
  /** The name of its type as PostgreSQL prints it; undefined for a type that is not built in. */
  readonly type: string | undefined;
  /** The OID of its type. */
  readonly oid: number;
  /** The size of its type in bytes, and what it is limited to, as in `numeric(10, 2)`. -1 for neither, which is the default. */
  readonly size?: number;
  readonly modifier?: number;
  /** Whether the values are the hexadecimal digits of PostgreSQL's binary form, since `QueryOptions.binary` asked for it. */
  readonly isBinary?: boolean;
  /** The table and the column of the catalog that the values come from, if they do. */
  readonly table?: string;
  readonly column?: string;
  /** The same column as the system catalogs number it, or a column of theirs. */
  readonly attribute?: Attribute;
}

/** A column that no table has. */
export const computedColumn = (name: string, oid: number): ResultColumn => ({ name, oid, type: typeName(oid) });

export function resultColumnsOf(
  columns: readonly EngineColumn[],
  references: readonly PreparedReference[],
): readonly ResultColumn[] {
  return columns.map(({ name, type, size, modifier, isBinary, slot, column, attribute }) => ({
    ...computedColumn(name, type),
    size,
    modifier,
    ...(isBinary && { isBinary }),
    ...(attribute && { attribute }),
    ...originOf(
      references.find((reference) => reference.slot === slot),
      column,
    ),
  }));
}

function originOf(
  reference: PreparedReference | undefined,
  column: string | undefined,
): Pick<ResultColumn, 'table' | 'column' | 'attribute'> | undefined {
  if (!reference || column === undefined) return undefined;
  const { table, oid } = reference;
  const number = table.columns.findIndex(({ name }) => name === column) + 1;
  return { table: table.name, column, attribute: { table: oid, number } };
}
