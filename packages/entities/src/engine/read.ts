import { dataTypeOf } from '../data-types/index.js';
import { type EntityType, type Field, isInPath } from '../model/index.js';
import { toSource } from '../model/wire-name.js';
import type { PathValues } from './entity-key.js';

type Row = Record<string, unknown>;

/** Converts a record of Twilio's answer to a row. Takes missing columns from the path; warns about unreadable values. */
export type ReadEntity = (
  record: Readonly<Record<string, unknown>>,
  inPath: PathValues,
  warn: (warning: string) => void,
) => Row;

/** How a column is read. */
interface Reader {
  readonly name: string;
  /** The property of the record. */
  readonly property: string;
  /** The steps from there, if the value lies deeper. */
  readonly steps: readonly string[];
  /** Whether texts of the record are values of the row. */
  readonly takesText: boolean;
  readonly read: (wire: unknown) => unknown;
}

/** A property of records, with the columns that are read from it. */
interface Property {
  readonly name: string;
  readonly readers: readonly Reader[];
}

/**
 * Compiles the reader of an entity type's rows: a plain loop over the properties of a record. An absent property becomes the value
 * in the path, or null. An unreadable property becomes null with a warning.
 */
export function compileReader(entityType: EntityType): ReadEntity {
  const readers = Object.entries(entityType.fields)
    .filter(([, field]) => field.readable !== false)
    .map(([name, field]) => toReader(name, field));
  const inPathReaders = readers.filter(({ name }) => isInPath(entityType, name));
  const byProperty = Map.groupBy(readers, ({ property }) => property);
  // A copy of an object that was parsed has its columns in one piece, which takes half the time and memory of adding them.
  const empty = JSON.parse(JSON.stringify(Object.fromEntries(readers.map(({ name }) => [name, null])))) as Row;
  // Records of a list mostly have the same properties in the same order.
  const lastProperties: Property[] = [];

  function propertyAt(place: number, name: string): Property {
    const last = lastProperties[place];
    return last?.name === name ? last : (lastProperties[place] = { name, readers: byProperty.get(name) ?? [] });
  }

  function set(row: Row, { name, read }: Reader, wire: unknown, warn: (warning: string) => void): void {
    const value = read(wire);
    if (value === undefined) warn(`${entityType.name}.${name} could not be read and is null`);
    row[name] = value ?? null;
  }

  return (record, inPath, warn) => {
    const row: Row = { ...empty };
    let place = 0;
    // V8 finds the properties of such a loop by their places. To look up each by its name takes a tenth of the time of a scan.
    for (const property in record) {
      const found = record[property];
      for (const reader of propertyAt(place++, property).readers) {
        const wire = reader.steps.length > 0 ? follow(found, reader.steps) : found;
        if (wire == null) continue;
        if (reader.takesText && typeof wire === 'string') row[reader.name] = wire;
        else set(row, reader, wire, warn);
      }
    }
    for (const reader of inPathReaders) {
      const wire = inPath[reader.name];
      if (wire != null && follow(record[reader.property], reader.steps) == null) set(row, reader, wire, warn);
    }
    return row;
  };
}

function toReader(name: string, field: Field): Reader {
  const [property = '', ...steps] = toSource(name, field);
  return { name, property, steps, takesText: field.dataType === 'text' && !field.repeats, read: readOf(field) };
}

function readOf(field: Field): (wire: unknown) => unknown {
  const { read } = dataTypeOf(field);
  return field.repeats ? (wire) => (Array.isArray(wire) ? wire.map((item) => read(item) ?? null) : undefined) : read;
}

function follow(answered: unknown, steps: readonly string[]): unknown {
  let value = answered;
  for (const step of steps) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value;
}
