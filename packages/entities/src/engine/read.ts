import { dataTypeOf } from '../data-types/index.js';
import type { EntityType } from '../model/index.js';
import { toSource } from '../wire-name.js';

/** A row as it is read, and a place to say that a value could not be. */
export type ReadEntity = (
  record: Readonly<Record<string, unknown>>,
  warn: (warning: string) => void,
) => Record<string, unknown>;

type Reader = readonly [name: string, steps: readonly string[], read: (wire: unknown) => unknown];

/**
 * Compiles the reader of one entity type's rows: a plain loop over columns that are known beforehand. A property that
 * is absent reads as null; one that is there and cannot be read reads as null with a warning.
 */
export function compileReader(entityType: EntityType): ReadEntity {
  const readers: Reader[] = Object.entries(entityType.fields)
    .filter(([, field]) => field.readable !== false)
    .map(([name, field]) => [name, toSource(name, field), dataTypeOf(field).read]);
  return (record, warn) => {
    const row: Record<string, unknown> = {};
    for (const [name, steps, read] of readers) {
      const wire = steps.length === 1 ? record[steps[0] as string] : follow(record, steps);
      const value = wire == null ? null : read(wire);
      if (value === undefined) warn(`${entityType.name}.${name} could not be read and is null`);
      row[name] = value ?? null;
    }
    return row;
  };
}

function follow(record: Readonly<Record<string, unknown>>, steps: readonly string[]): unknown {
  let value: unknown = record;
  for (const step of steps) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value;
}
