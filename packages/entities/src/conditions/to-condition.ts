import { EntityError } from '../errors.js';
import { type Condition, type EntityType, keyOf, predicatesOf } from '../model/index.js';
import { parseCondition } from './parse.js';

/** A condition as a tree, in whichever form it was given. */
export function toCondition(entityType: EntityType, conditions: string | Condition | undefined): Condition | undefined {
  return typeof conditions === 'string' ? parseCondition(conditions, entityType) : conditions;
}

/**
 * The condition of a write. An empty one never means "all".
 *
 * @throws EntityError INVALID_CONDITION when it cannot be read, or is empty
 */
export function toWriteCondition(entityType: EntityType, conditions: string | Condition): Condition {
  const condition = toCondition(entityType, conditions);
  if (condition !== undefined && predicatesOf(condition).length > 0) return condition;
  throw new EntityError(
    'INVALID_CONDITION',
    `The condition of a write to ${entityType.name} must not be empty: name what is meant, such as ${keyOf(entityType)} = '…'.`,
  );
}
