import { dataTypeOf } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import type { ComparisonOperator } from '../model/index.js';
import type { CheckedComparison, CheckedCondition, CheckedPredicate } from './conditions.js';

/**
 * A conjunction of comparisons, at most one for each column and operator. A condition is true only for rows that match one of
 * its branches.
 */
export type Branch = readonly CheckedComparison[];

// A GET targets its row, so many more GETs are worthwhile than lists.
export const MAX_GETS = 1000;

// A thousand keys within several levels of AND and OR need a few thousand. More would block other callers.
const MAX_COMBINATIONS = 50_000;

/** The branch that every row matches. */
const MATCH_ALL: readonly Branch[] = [[]];

/** The predicates that may narrow the reads, and the maximum number of lists. */
export interface Scope {
  readonly canNarrow: (predicate: CheckedPredicate) => boolean;
  readonly maxLists: number;
}

/** The expansion of one condition. */
interface Expansion extends Scope {
  readonly distinct: (branches: readonly Branch[]) => readonly Branch[];
  /** Counts branches. @throws EntityError INVALID_CONDITION if there are too many */
  readonly count: (branches: number) => void;
}

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/**
 * Expands a condition into branches joined by OR, limited to comparisons that Twilio can decide. Comparisons that are dropped
 * make a branch wider, never narrower.
 *
 * @throws EntityError INVALID_CONDITION if the condition combines too many values
 */
export function toBranches(condition: CheckedCondition, scope: Scope): readonly Branch[] {
  let combinations = 0;
  const count = (branches: number) => {
    combinations += branches;
    if (combinations > MAX_COMBINATIONS) throw tooManyCombinations();
  };
  return narrow(condition, { ...scope, distinct: createDistinct(), count });
}

/** Removes repeated branches. */
export function distinctBranches(branches: readonly Branch[]): readonly Branch[] {
  return createDistinct()(branches);
}

function narrow(condition: CheckedCondition, expansion: Expansion): readonly Branch[] {
  const narrowAll = (members: readonly CheckedCondition[]) => members.map((member) => narrow(member, expansion));
  if ('and' in condition) return combineAnd(narrowAll(membersOf(condition, 'and')), expansion);
  if ('or' in condition) {
    const members = narrowAll(membersOf(condition, 'or'));
    expansion.count(members.reduce((sum, branches) => sum + branches.length, 0));
    return combineOr(members.flat(), expansion);
  }
  if ('not' in condition) return narrowNegation(condition.not, expansion);
  if (!expansion.canNarrow(condition)) return MATCH_ALL;
  const { operator, operators } = condition;
  if (operator === 'IN') {
    if (!operators.includes('=')) return MATCH_ALL;
    const equalities = [...new Set(condition.value)].map((value) => [{ ...condition, operator: '=' as const, value }]);
    return combineOr(equalities, expansion);
  }
  const isPushable = operator !== 'LIKE' && operator !== 'IS NULL' && operators.some((taken) => taken === operator);
  return isPushable ? [[condition]] : MATCH_ALL;
}

/** Returns the members of an AND or OR, including those of the same operator within it. */
function membersOf<K extends 'and' | 'or'>(
  condition: Readonly<Record<K, readonly CheckedCondition[]>>,
  operator: K,
): readonly CheckedCondition[] {
  return condition[operator].flatMap((member) =>
    operator in member ? membersOf(member as Readonly<Record<K, readonly CheckedCondition[]>>, operator) : [member],
  );
}

/** Moves NOT inward: `NOT (a OR b)` is `NOT a AND NOT b`, in three-valued logic too. */
function narrowNegation(condition: CheckedCondition, expansion: Expansion): readonly Branch[] {
  if ('and' in condition) return narrow({ or: condition.and.map((not) => ({ not })) }, expansion);
  if ('or' in condition) return narrow({ and: condition.or.map((not) => ({ not })) }, expansion);
  if ('not' in condition) return narrow(condition.not, expansion);
  const { operator } = condition;
  if (operator === 'IN' || operator === 'LIKE' || operator === 'IS NULL') return MATCH_ALL;
  return narrow({ ...condition, operator: OPPOSITE[operator] }, expansion);
}

/** Combines the members of an AND, those with the fewest branches first, while the number of reads stays low. */
function combineAnd(members: readonly (readonly Branch[])[], expansion: Expansion): readonly Branch[] {
  const ordered = [...members].sort((a, b) => a.length - b.length);
  return ordered.reduce<readonly Branch[]>((branches, member) => {
    if (branches.length * member.length > MAX_GETS) return branches;
    expansion.count(branches.length * member.length);
    const both = mergeAll(branches, member);
    return isFew(both, expansion) ? expansion.distinct(both) : branches;
  }, MATCH_ALL);
}

/** Combines the branches of an OR, unless one of them matches everything. */
function combineOr(branches: readonly Branch[], expansion: Expansion): readonly Branch[] {
  if (!isFew(branches, expansion) || branches.some((branch) => branch.length === 0)) return MATCH_ALL;
  return expansion.distinct(branches);
}

function isFew(branches: readonly Branch[], { maxLists }: Scope): boolean {
  const lists = branches.filter((branch) => !branch.some(({ field }) => field.key)).length;
  return lists <= maxLists && branches.length <= MAX_GETS;
}

/**
 * Joins two branches by AND. Of two equalities with a column either one works, because no row has both values and the whole
 * condition is applied again. Of two bounds, the stricter one narrows more.
 */
export function merge(branch: Branch, other: Branch): Branch {
  const merged = [...branch];
  for (const comparison of other) {
    const { name, operator } = comparison;
    const index = merged.findIndex((earlier) => earlier.name === name && earlier.operator === operator);
    const earlier = merged[index];
    if (!earlier) merged.push(comparison);
    else if (isStricter(comparison, earlier)) merged[index] = comparison;
  }
  return merged;
}

/** Joins the branches of two members of an AND. Pairs that no row matches are left out, as long as there is another pair. */
function mergeAll(branches: readonly Branch[], member: readonly Branch[]): readonly Branch[] {
  const pairs = branches.flatMap((branch) => member.map((other) => [branch, other] as const));
  const possible = pairs.filter(([branch, other]) => !areContrary(branch, other));
  return (possible.length > 0 ? possible : pairs.slice(0, 1)).map(([branch, other]) => merge(branch, other));
}

/** Whether two branches require different values of a column. A parameter is not a column: Twilio decides which rows match it. */
function areContrary(branch: Branch, other: Branch): boolean {
  return other.some(({ name, field, operator, value }) => {
    if (operator !== '=' || field.readable === false) return false;
    const equality = branch.find((earlier) => earlier.name === name && earlier.operator === '=');
    return equality !== undefined && dataTypeOf(field).compare(value, equality.value) !== 0;
  });
}

function isStricter({ field, operator, value }: CheckedComparison, than: CheckedComparison): boolean {
  const order = dataTypeOf(field).compare(value, than.value);
  return operator.startsWith('<') ? order < 0 : operator.startsWith('>') && order > 0;
}

/** Creates the removal of repeated branches. Comparisons are numbered, because their values may be long. */
function createDistinct(): Expansion['distinct'] {
  const numbers = new Map<string, number>();
  const known = new WeakMap<CheckedComparison, number>();
  const toNumber = (comparison: CheckedComparison): number => {
    const { name, operator, value } = comparison;
    let number = known.get(comparison);
    if (number === undefined) {
      const text = JSON.stringify([name, operator, value]);
      number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      known.set(comparison, number);
    }
    return number;
  };
  const toText = (branch: Branch) =>
    branch
      .map(toNumber)
      .sort((a, b) => a - b)
      .join();
  return (branches) =>
    branches.length < 2 ? branches : [...new Map(branches.map((branch) => [toText(branch), branch])).values()];
}

function tooManyCombinations(): EntityError {
  const limit = MAX_COMBINATIONS.toLocaleString('en-US');
  return new EntityError(
    'INVALID_CONDITION',
    `The condition combines its comparisons with columns that Twilio can filter by in more than ${limit} ways. ` +
      'Use fewer values or fewer levels of parentheses.',
  );
}
