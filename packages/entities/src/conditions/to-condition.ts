import { EntityError } from '../errors.js';
import { type Condition, type EntityType, keyOf, predicatesOf } from '../model/index.js';
import type { Work } from '../work.js';
import { checkSize } from './limits.js';
import { parsing } from './parse.js';

/**
 * Converts a condition, given as text or tree, to a tree.
 *
 * @param now the clock of the statement, for relative times; default: the system's
 * @throws EntityError INVALID_CONDITION if the condition cannot be parsed or is too large
 */
export function* toCondition(
  entityType: EntityType,
  conditions: string | Condition | undefined,
  now: () => number = Date.now,
): Work<Condition | undefined> {
  const condition = typeof conditions === 'string' ? yield* parsing(conditions, entityType, now) : conditions;
  if (condition !== undefined) checkSize(condition);
  return condition;
}

/**
 * Converts the condition of a write to a tree. An empty condition never means all entities.
 *
 * @throws EntityError INVALID_CONDITION if the condition cannot be parsed, is too large or is empty
 */
export function* toWriteCondition(
  entityType: EntityType,
  conditions: string | Condition,
  now: () => number = Date.now,
): Work<Condition> {
  const condition = yield* toCondition(entityType, conditions, now);
  if (condition !== undefined && predicatesOf(condition).length > 0) return condition;
  throw new EntityError(
    'INVALID_CONDITION',
    `The condition of a write to ${entityType.name} must not be empty. Select entities, for example with ${keyOf(entityType)} = '…'.`,
  );
}
