import * as z from 'zod';

/** A field of a message, and how its value is made up. */
export interface FieldPath {
  /** Names from the outside in, as JSON has them: `['nodeConfig', 'minNodeCount']`. */
  readonly path: readonly string[];
  /** `map` has keys of the user's own; what is in a `list` has no path. */
  readonly kind: 'message' | 'map' | 'list' | 'value';
}

/** Every field of a schema, also those inside messages and not those inside lists. */
export function fieldPaths(schema: z.core.$ZodType, path: readonly string[] = []): FieldPath[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return [{ path, kind: 'list' }];
  if (inner instanceof z.ZodRecord) return [{ path, kind: 'map' }];
  if (!(inner instanceof z.ZodObject)) return [{ path, kind: 'value' }];
  const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
  const fields = Object.entries(shape).flatMap(([key, field]) => fieldPaths(field, [...path, key]));
  return path.length === 0 ? fields : [{ path, kind: 'message' }, ...fields];
}

/** The schema without what says that a value may be left out. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap());
  }
  return schema;
}

/** `node_config` and `nodeConfig` are one name; JSON has the second. */
export function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
