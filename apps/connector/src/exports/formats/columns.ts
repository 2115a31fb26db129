import type { DataTypeName, EntityType } from '@twilio-connector/entities';

/** A column of an export. */
export interface ExportColumn {
  readonly name: string;
  readonly dataType: DataTypeName;
  /** Whether a value is a list of values of the data type. */
  readonly isList: boolean;
}

/** Creates the function that selects the columns of an export, in their order. A missing value is null. */
export function createSelection(
  columns: readonly Pick<ExportColumn, 'name'>[],
): (row: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> {
  const names = columns.map(({ name }) => name);
  const empty: Readonly<Record<string, unknown>> = Object.fromEntries(names.map((name) => [name, null]));
  return (row) => {
    // A copy of an object takes half the time and memory of adding its columns one by one.
    const selected = { ...empty };
    for (const name of names) selected[name] = row[name] ?? null;
    return selected;
  };
}

/** Describes the columns of an export. @param names default: all that answers can contain */
export function exportColumns({ fields }: EntityType, names?: readonly string[]): readonly ExportColumn[] {
  const readable = Object.keys(fields).filter((name) => fields[name]?.readable !== false);
  return (names ?? readable).flatMap((name) => {
    const field = fields[name];
    return field ? [{ name, dataType: field.dataType, isList: field.repeats === true }] : [];
  });
}
