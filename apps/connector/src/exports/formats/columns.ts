import type { DataTypeName, EntityType } from '@twilio-connector/entities';

/** A column of an export. */
export interface ExportColumn {
  readonly name: string;
  readonly dataType: DataTypeName;
  /** Whether a value is a list of values of the data type. */
  readonly isList: boolean;
}

/** A row with the columns of an export in their order. A missing value is null, so that every row has every column. */
export function withColumns(
  row: Readonly<Record<string, unknown>>,
  columns: readonly Pick<ExportColumn, 'name'>[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));
}

/** Describes the columns of an export. @param names default: all that answers can contain */
export function exportColumns({ fields }: EntityType, names?: readonly string[]): readonly ExportColumn[] {
  const readable = Object.keys(fields).filter((name) => fields[name]?.readable !== false);
  return (names ?? readable).flatMap((name) => {
    const field = fields[name];
    return field ? [{ name, dataType: field.dataType, isList: field.repeats === true }] : [];
  });
}
