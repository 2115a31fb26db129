import type { CheckedCondition } from '../engine/conditions.js';

/** Whether a condition is never true for rows in which a column is null. */
export function excludesNull(condition: CheckedCondition, column: string): boolean {
  if ('and' in condition) return condition.and.some((member) => excludesNull(member, column));
  if ('or' in condition) return isEvery(condition.or, (member) => excludesNull(member, column));
  if ('not' in condition) return excludesNullIfFalse(condition.not, column);
  return condition.name === column && condition.operator !== 'IS NULL';
}

/** Whether a condition is never false for such rows. A comparison with null is unknown, and so is its negation. */
function excludesNullIfFalse(condition: CheckedCondition, column: string): boolean {
  if ('and' in condition) return isEvery(condition.and, (member) => excludesNullIfFalse(member, column));
  if ('or' in condition) return condition.or.some((member) => excludesNullIfFalse(member, column));
  if ('not' in condition) return excludesNull(condition.not, column);
  return condition.name === column;
}

function isEvery<T>(members: readonly T[], test: (member: T) => boolean): boolean {
  return members.length > 0 && members.every(test);
}
