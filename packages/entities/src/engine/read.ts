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
  /** The property of the record, unless it lies deeper. */
  readonly property: string | undefined;
  readonly steps: readonly string[];
  /** Whether the path has the value if the record lacks it. */
  readonly isInPath: boolean;
  /** Whether texts of the record are values of the row. */
  readonly takesText: boolean;
  readonly read: (wire: unknown) => unknown;
}

/**
 * Compiles the reader of an entity type's rows: a plain loop over prepared columns. An absent property becomes the value
 * in the path, or null. An unreadable property becomes null with a warning.
 */
export function compileReader(entityType: EntityType): ReadEntity {
  const readers: Reader[] = Object.entries(entityType.fields)
    .filter(([, field]) => field.readable !== false)
    .map(([name, field]) => {
      const steps = toSource(name, field);
      return {
        name,
        property: steps.length === 1 ? steps[0] : undefined,
        steps,
        isInPath: isInPath(entityType, name),
        takesText: field.dataType === 'text' && !field.repeats,
        read: readOf(field),
      };
    });
  // A copy of an object that was parsed has its columns in one piece, which takes half the time and memory of adding them.
  const empty = JSON.parse(JSON.stringify(Object.fromEntries(readers.map(({ name }) => [name, null])))) as Row;
  return (record, inPath, warn) => {
    const row: Row = { ...empty };
    for (const reader of readers) {
      const { property } = reader;
      let wire = property === undefined ? follow(record, reader.steps) : record[property];
      if (typeof wire === 'string' && reader.takesText) {
        row[reader.name] = wire;
        continue;
      }
      // To look for a property that is not there takes longer than to read one.
      if (wire == null && reader.isInPath) wire = inPath[reader.name];
      if (wire == null) continue;
      const value = reader.read(wire);
      if (value === undefined) warn(`${entityType.name}.${reader.name} could not be read and is null`);
      row[reader.name] = value ?? null;
    }
    return row;
  };
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
