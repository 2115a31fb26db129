import type { DataTypeName, EntityType } from '@twilio-connector/entities';

/** A column of an export. */
export interface ExportColumn {
  readonly name: string;
  readonly dataType: DataTypeName;
  /** Whether a value is a list of values of the data type. */
  readonly isList: boolean;
}

/** Describes the columns of an export. @param names default: all that answers can contain */
export function exportColumns({ fields }: EntityType, names?: readonly string[]): readonly ExportColumn[] {
  const readable = Object.keys(fields).filter((name) => fields[name]?.readable !== false);
  return (names ?? readable).flatMap((name) => {
    const field = fields[name];
    return field ? [{ name, dataType: field.dataType, isList: field.repeats === true }] : [];
  });
}
