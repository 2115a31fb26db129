import type { Field } from '../resources/entity-type.ts';

/** A column of the table of rows. */
export interface GridColumn {
  readonly field: Field;
  readonly kind: 'text' | 'number' | 'mono' | 'time';
  /** In pixels. */
  readonly width: number;
}

const NUMBERS = new Set(['INTEGER', 'BIGINT', 'DOUBLE', 'DECIMAL']);

/** The kind and the width follow from the declaration of the column. */
export function toGridColumn(field: Field): GridColumn {
  const { name, dataType } = field;
  if (field.key || field.reference || name.endsWith('Sid')) return { field, kind: 'mono', width: 296 };
  if (dataType === 'TIMESTAMP' || dataType === 'DATE') return { field, kind: 'time', width: 172 };
  if (NUMBERS.has(dataType)) return { field, kind: 'number', width: Math.max(96, name.length * 8 + 44) };
  if (field.additionalDetails?.values) return { field, kind: 'text', width: 140 };
  return { field, kind: 'text', width: dataType === 'BOOLEAN' ? 120 : 204 };
}
