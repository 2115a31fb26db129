import { toCondition } from '../conditions/to-condition.js';
import { checkCondition } from '../engine/conditions.js';
import { namesKeys } from '../engine/reads.js';
import type { EntityType } from '../model/index.js';
import { carryOut } from '../work.js';
import { excludesNull } from './excludes-null.js';

/**
 * Returns the window column if a lower bound on it makes a list shorter and leaves out nothing but older rows, because every row
 * that matches the condition has a value. Otherwise undefined.
 *
 * @throws EntityError INVALID_CONDITION
 */
export function timeOfEveryRow(entityType: EntityType, conditions = ''): string | undefined {
  const { window } = entityType;
  if (!window) return undefined;
  const condition = checkCondition(entityType, carryOut(toCondition(entityType, conditions)));
  if (namesKeys(entityType, condition)) return undefined;
  return window.neverNull || excludesNull(condition, window.column) ? window.column : undefined;
}
