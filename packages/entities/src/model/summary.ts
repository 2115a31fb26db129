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
  const { summary, fields, defaultSortBy: time = 'DateCreated' } = entityType;
  if (summary) return summary;
  const key = keyOf(entityType) ?? '';
  return [...new Set([key, ...WHO, time, ...STATE, ...ERROR])].filter((name) => isShown(fields, name));
}

function isShown(fields: Fields, name: string): boolean {
  const field = fields[name];
  return field !== undefined && field.readable !== false;
}
