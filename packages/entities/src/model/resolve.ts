import type { EntityType } from './entity-type.js';
import type { Field } from './field.js';

/** Finds a column by its name (case-insensitive) or by Twilio's name for it: `from` finds `Sender`. */
export function resolveField(entityType: EntityType, name: string): { name: string; field: Field } | undefined {
  const wanted = name.toLowerCase();
  const entries = Object.entries(entityType.fields);
  const found =
    entries.find(([column]) => column.toLowerCase() === wanted) ??
    entries.find(([, field]) => field.wire?.toLowerCase() === wanted);
  return found && { name: found[0], field: found[1] };
}
