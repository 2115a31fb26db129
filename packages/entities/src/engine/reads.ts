import type { ComparisonOperator } from '../model/index.js';
import {
  type CheckedComparison,
  type CheckedCondition,
  type CheckedPredicate,
  operatorsOf,
  predicates,
} from './conditions.js';
import { pushDown } from './push-down.js';

/** One way into a list: a GET of the key, or a list with Twilio's own filters. */
export interface Read {
  /** The key, when the read is a GET. */
  readonly key?: string;
  /** Twilio's filters, when it is a list. */
  readonly query: Readonly<Record<string, string>>;
  /** What Twilio decides of it. */
  readonly pushed: readonly CheckedComparison[];
  /** What holds for the rows that this read is there for; of several reads, the first that a row fits answers it. */
  readonly branch: Branch;
}

/** All that must hold together; of these, the condition is true only where one holds. */
type Branch = readonly CheckedComparison[];

// More lists than this cost more than reading the whole one. A GET brings its row for certain, so more of them pay.
const MAX_LISTS = 10;
const MAX_GETS = 1000;
const EVERYTHING: readonly Branch[] = [[]];

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/**
 * Turns a condition into the reads that bring every row for which it is true, each as narrow as Twilio's filters allow:
 * one as a rule, several where values are joined by OR or IN and several narrower reads are cheaper than a wide one.
 */
export function planReads(condition: CheckedCondition): readonly Read[] {
  const hasPseudoColumn = predicates(condition).some(({ field }) => field.readable === false);
  // A GET takes no filters, so that a pseudo-column would be lost in one.
  const isOpen = (predicate: CheckedPredicate) => !(hasPseudoColumn && predicate.field.key);
  return narrow(condition, isOpen).map((branch) => {
    const onKey = branch.find(({ field }) => field.key);
    if (onKey) return { key: String(onKey.value), query: {}, pushed: [onKey], branch };
    return { ...pushDown(branch), branch };
  });
}

/** The branches of a condition, by what Twilio can decide; the rest is left to the residual filter. */
function narrow(condition: CheckedCondition, isOpen: (predicate: CheckedPredicate) => boolean): readonly Branch[] {
  if ('and' in condition) return distinct(meet(condition.and.map((member) => narrow(member, isOpen))));
  if ('or' in condition) return distinct(join(condition.or.map((member) => narrow(member, isOpen))));
  if ('not' in condition) return narrowNegation(condition.not, isOpen);
  if (!isOpen(condition)) return EVERYTHING;
  const { name, field, operator } = condition;
  if (operator === 'IN') {
    if (!operatorsOf(field).includes('=')) return EVERYTHING;
    return distinct(join(condition.value.map((value) => [[{ name, field, operator: '=' as const, value }]])));
  }
  const isPushable =
    operator !== 'LIKE' && operator !== 'IS NULL' && operatorsOf(field).some((taken) => taken === operator);
  return isPushable ? [[condition]] : EVERYTHING;
}

/** NOT goes inward: `NOT (a OR b)` is `NOT a AND NOT b`, also where something is unknown. */
function narrowNegation(
  condition: CheckedCondition,
  isOpen: (predicate: CheckedPredicate) => boolean,
): readonly Branch[] {
  if ('and' in condition) return narrow({ or: condition.and.map((not) => ({ not })) }, isOpen);
  if ('or' in condition) return narrow({ and: condition.or.map((not) => ({ not })) }, isOpen);
  if ('not' in condition) return narrow(condition.not, isOpen);
  const { operator } = condition;
  if (operator === 'IN' || operator === 'LIKE' || operator === 'IS NULL') return EVERYTHING;
  return narrow({ ...condition, operator: OPPOSITE[operator] }, isOpen);
}

/** What holds together: every combination, the members with the fewest branches first, as long as it stays few. */
function meet(members: readonly (readonly Branch[])[]): readonly Branch[] {
  const ordered = [...members].sort((a, b) => a.length - b.length);
  return ordered.reduce<readonly Branch[]>((branches, member) => {
    const both = branches.flatMap((branch) => member.map((other) => [...branch, ...other]));
    return isFew(both) ? both : branches;
  }, EVERYTHING);
}

/** What holds one by one: all of them, unless one of them is everything. */
function join(members: readonly (readonly Branch[])[]): readonly Branch[] {
  const branches = members.flat();
  return isFew(branches) && branches.every((branch) => branch.length > 0) ? branches : EVERYTHING;
}

function isFew(branches: readonly Branch[]): boolean {
  const lists = branches.filter((branch) => !branch.some(({ field }) => field.key)).length;
  return lists <= MAX_LISTS && branches.length <= MAX_GETS;
}

function distinct(branches: readonly Branch[]): readonly Branch[] {
  const toWords = (branch: Branch) =>
    branch
      .map(({ name, operator, value }) => JSON.stringify([name, operator, value]))
      .sort()
      .join();
  return [...new Map(branches.map((branch) => [toWords(branch), branch])).values()];
}
