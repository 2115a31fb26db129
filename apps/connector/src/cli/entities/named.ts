import { type Action, actions, catalog, type EntityType, didYouMean, findEntityType } from '@twilio-connector/entities';
import { UsageError } from '../terminal/usage-error.js';
import { inItsCase } from './in-its-case.js';
import { actionPlans } from './plans.js';

/** Finds an entity type by its name, in any case. @throws EntityError UNKNOWN_ENTITY_TYPE with the most similar name */
export function entityTypeNamed(text: string): EntityType {
  return findEntityType(catalog, inItsCase(text, Object.keys(catalog)) ?? text);
}

/** Finds an action by its name, in any case. @throws EntityError UNKNOWN_ACTION with the most similar name */
export function actionNamed(text: string): Action {
  return actionPlans.find(inItsCase(text, Object.keys(actions)) ?? text);
}

/** Finds a column by its name or by Twilio's, in any case. @throws UsageError with the most similar name */
export function columnNamed(text: string, { name, fields }: EntityType, columns: readonly string[]): string {
  const byWire = Object.keys(fields).find((column) => fields[column]?.wire?.toLowerCase() === text.toLowerCase());
  const found = inItsCase(text, columns) ?? (byWire !== undefined && columns.includes(byWire) ? byWire : undefined);
  if (found !== undefined) return found;
  const suggestion = didYouMean(text, columns);
  throw new UsageError(
    `${name} has no column ${JSON.stringify(text)}.${suggestion} Its columns: ${columns.join(', ')}.`,
  );
}
