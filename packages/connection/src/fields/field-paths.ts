import * as z from 'zod';

/** A field of a message and the structure of its value. */
export interface FieldPath {
  /** Names from the outside in, in camelCase: `['nodeConfig', 'minNodeCount']`. */
  readonly path: readonly string[];
  /** The user chooses the keys of a `map`. The items of a `list` have no path. */
  readonly kind: 'message' | 'map' | 'list' | 'value';
}

/** Every field of a schema, including fields of nested messages but not of list items. */
export function fieldPaths(schema: z.core.$ZodType, path: readonly string[] = []): FieldPath[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return [{ path, kind: 'list' }];
  if (inner instanceof z.ZodRecord) return [{ path, kind: 'map' }];
  if (!(inner instanceof z.ZodObject)) return [{ path, kind: 'value' }];
  const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
  const fields = Object.entries(shape).flatMap(([key, field]) => fieldPaths(field, [...path, key]));
  return path.length === 0 ? fields : [{ path, kind: 'message' }, ...fields];
}

/** The schema inside `optional`, `default` and `prefault`. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap());
  }
  return schema;
}

/** Clients may write `node_config` for `nodeConfig`. */
export function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
