import type { EntityType } from './entity-type.js';
import type { Field } from './field.js';
import { perDeclaration } from '../per-declaration.js';

/** Finds a column by its name (case-insensitive) or by Twilio's name for it: `from` finds `Sender`. */
export function resolveField(entityType: EntityType, name: string): ResolvedField | undefined {
  return fieldsByName(entityType).get(name.toLowerCase());
}

interface ResolvedField {
  readonly name: string;
  readonly field: Field;
}

/**
 * A column's own name precedes Twilio's name for another column, and the first of several columns precedes the others. A condition
 * may name columns ten thousand times.
 */
const fieldsByName = perDeclaration(({ fields }: EntityType): ReadonlyMap<string, ResolvedField> => {
  const index = new Map<string, ResolvedField>();
  const add = (key: string | undefined, resolved: ResolvedField) => {
    if (key !== undefined && !index.has(key.toLowerCase())) index.set(key.toLowerCase(), resolved);
  };
  const all = Object.entries(fields).map(([name, field]) => ({ name, field }));
  for (const resolved of all) add(resolved.name, resolved);
  for (const resolved of all) add(resolved.field.wire, resolved);
  return index;
});
