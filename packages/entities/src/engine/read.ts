import { dataTypeOf } from '../data-types/index.js';
import { type EntityType, type Field, isInPath } from '../model/index.js';
import { toSource } from '../model/wire-name.js';
import type { PathValues } from './entity-key.js';

/** A row as it is read: what Twilio answered, what stood in the request's path, and a place to say what could not be read. */
export type ReadEntity = (
  record: Readonly<Record<string, unknown>>,
  inPath: PathValues,
  warn: (warning: string) => void,
) => Record<string, unknown>;

type Reader = readonly [name: string, steps: readonly string[], read: (wire: unknown) => unknown, isInPath: boolean];

/**
 * Compiles the reader of one entity type's rows: a plain loop over columns that are known beforehand. A property that
 * is absent reads as what stood in the path, or else as null; one that is there and cannot be read reads as null with a warning.
 */
export function compileReader(entityType: EntityType): ReadEntity {
  const readers: Reader[] = Object.entries(entityType.fields)
    .filter(([, field]) => field.readable !== false)
    .map(([name, field]) => [name, toSource(name, field), readOf(field), isInPath(entityType, name)]);
  return (record, inPath, warn) => {
    const row: Record<string, unknown> = {};
    for (const [name, steps, read, mayStandInPath] of readers) {
      const answered = steps.length === 1 ? record[steps[0] as string] : follow(record, steps);
      const wire = answered == null && mayStandInPath ? inPath[name] : answered;
      const value = wire == null ? null : read(wire);
      if (value === undefined) warn(`${entityType.name}.${name} could not be read and is null`);
      row[name] = value ?? null;
    }
    return row;
  };
}

function readOf(field: Field): (wire: unknown) => unknown {
  const { read } = dataTypeOf(field);
  return field.repeats ? (wire) => (Array.isArray(wire) ? wire.map((item) => read(item) ?? null) : undefined) : read;
}

function follow(record: Readonly<Record<string, unknown>>, steps: readonly string[]): unknown {
  let value: unknown = record;
  for (const step of steps) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value;
}
