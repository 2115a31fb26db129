import type { Condition, EntityType } from '../model/index.js';
import { parseCondition } from './parse.js';

/** A condition as a tree, in whichever form it was given. */
export function toCondition(entityType: EntityType, conditions: string | Condition | undefined): Condition | undefined {
  return typeof conditions === 'string' ? parseCondition(conditions, entityType) : conditions;
}
