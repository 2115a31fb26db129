import { type EntityType, keyOf } from './model/entity-type.js';
import type { Field } from './model/field.js';

/** Twilio's name of a parameter: the column's own unless the declaration says otherwise. */
export function toParameter(name: string, field: Field): string {
  return field.wire ?? name;
}

/** The property of Twilio's answer that a column is read from, one step for each level: `DateSent` is `date_sent`. */
export function toSource(name: string, field: Field): readonly string[] {
  return (field.source ?? toSnakeCase(field.wire ?? name)).split('.');
}

/** The property of Twilio's answer that holds the key. */
export function keySource(entityType: EntityType): string {
  const key = keyOf(entityType);
  return toSource(key, entityType.fields[key] as Field)[0] ?? '';
}

function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
