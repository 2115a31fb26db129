import type { ResultColumn as EngineColumn } from '../engine/engine.js';
import type { Reference } from '../statement/references.js';
import { typeName } from '../decode.js';

export interface ResultColumn {
  readonly name: string;
  /** The name of its type as PostgreSQL prints it; undefined for a type that is not built in. */
  readonly type: string | undefined;
  /** The OID of its type. */
  readonly oid: number;
  /** The table and the column of the catalog that the values come from, if they do. */
  readonly table?: string;
  readonly column?: string;
}

/** A column that no table has. */
export const computedColumn = (name: string, oid: number): ResultColumn => ({ name, oid, type: typeName(oid) });

export function resultColumnsOf(
  columns: readonly EngineColumn[],
  references: readonly Reference[],
): readonly ResultColumn[] {
  return columns.map(({ name, type, slot, column }) => {
    const table = references.find((reference) => reference.slot === slot)?.table.name;
    return { ...computedColumn(name, type), ...(table !== undefined && column !== undefined && { table, column }) };
  });
}
