import type { EntityType, Fields } from './entity-type.js';
import { keyOf } from './entity-type.js';

// Columns that mean the same wherever they occur: the name or the parties of an entity, its state and its error.
const WHO = ['Name', 'UniqueName', 'PhoneNumber', 'ShortCode', 'Identity', 'Username', 'To', 'Sender'];
const STATE = ['Status', 'State'];
const ERROR = ['ErrorCode'];

/**
 * Returns the columns that show at a glance what an entity is, most important first: the key, its name or its parties,
 * its time, its state and its error. They come from the declaration's `summary`, or else from the columns that most entity
 * types have.
 */
export function summaryOf(entityType: EntityType): readonly string[] {
  const { summary, fields } = entityType;
  if (summary) return summary;
  const key = keyOf(entityType);
  const names = [...(key === undefined ? [] : [key]), ...WHO, timeOf(entityType), ...STATE, ...ERROR];
  return names.filter((name, index) => isShown(fields, name) && names.indexOf(name) === index);
}

/** The column by which Twilio sorts the list, or else the time of the entity's creation. */
function timeOf({ defaultSortBy = 'DateCreated' }: EntityType): string {
  return defaultSortBy;
}

function isShown(fields: Fields, name: string): boolean {
  const field = fields[name];
  return field !== undefined && field.readable !== false;
}
