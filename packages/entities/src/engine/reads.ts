import { EntityError, notOffered } from '../errors.js';
import { type ComparisonOperator, type EntityType, isInPath, isSingle } from '../model/index.js';
import { keyColumnsOf, keyOf, parentsOf } from '../model/index.js';
import { type CheckedComparison, type CheckedCondition, type CheckedPredicate, predicates } from './conditions.js';
import { checkPathValues, type PathValues } from './entity-key.js';
import { pushDown } from './push-down.js';

/** One way into a list: a GET of one entity, or a list with Twilio's own filters. */
export interface Read {
  readonly isGet: boolean;
  /** What stands in the path: parents, and the key of a GET. */
  readonly inPath: PathValues;
  /** Twilio's filters. */
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
export const MAX_GETS = 1000;
const EVERYTHING: readonly Branch[] = [[]];

/** What may be made narrower, and into how many lists. */
interface Scope {
  readonly isOpen: (predicate: CheckedPredicate) => boolean;
  readonly maxLists: number;
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
 * Turns a condition into the reads that bring every row for which it is true, each as narrow as Twilio's filters allow:
 * one as a rule, several where values are joined by OR or IN and several narrower reads are cheaper than a wide one.
 */
export function planReads(entityType: EntityType, condition: CheckedCondition): readonly Read[] {
  const { branches, missing } = planBranches(entityType, condition);
  if (missing !== undefined) throw columnMissing(entityType, missing);
  return distinct(branches.map((branch) => toKey(entityType, branch))).map((branch) => toRead(entityType, branch));
}

/**
 * Whether a condition names its entities by their keys, whatever else it says of them: each is one GET then, and no list is
 * read. Parents that it leaves out do not count.
 */
export function namesKeys(entityType: EntityType, condition: CheckedCondition): boolean {
  return (
    isSingle(entityType) || planBranches(entityType, condition).branches.every((branch) => isOneKey(entityType, branch))
  );
}

/** The first column that Twilio has to be told and that a condition leaves out. */
export function findMissing(entityType: EntityType, condition: CheckedCondition): string | undefined {
  return planBranches(entityType, condition).missing;
}

/** The refusal of a condition that leaves out what Twilio has to be told. */
export function columnMissing(entityType: EntityType, name: string): EntityError {
  const { name: type, fields } = entityType;
  const { key, references, values } = fields[name] ?? {};
  if (key) throw notOffered(entityType, 'LIST', ` A condition that names the key is answered by GET: ${name} = '…'.`);
  const walk = references ? `all ${references}` : values ? `every ${name}` : undefined;
  const scan = walk ? ` In a program, allowParentScan walks ${walk} for it.` : '';
  return new EntityError(
    'INVALID_CONDITION',
    `${name} is required: Twilio lists ${type} of one ${name} at a time. Name it in the condition, joined by AND: ` +
      `${name} = '…', or ${name} IN ('…', '…') with at most ${MAX_GETS} values.${scan}`,
    { violations: [{ field: name, description: 'is required in the condition' }] },
  );
}

/** The branches of a condition, each with everything that a path needs; or what is missing. */
function planBranches(
  entityType: EntityType,
  condition: CheckedCondition,
): { readonly branches: readonly Branch[]; readonly missing?: string | undefined } {
  const needed = neededOf(entityType);
  const findMissingIn = (branches: readonly Branch[]) =>
    needed.find((name) => !branches.every((branch) => branch.some((comparison) => comparison.name === name)));
  // A GET takes no filters, so that a pseudo-column would be lost in one, unless there is no list at all.
  const hasPseudoColumn = predicates(condition).some(({ field }) => field.readable === false);
  const isOpen = ({ field }: CheckedPredicate) => !(hasPseudoColumn && field.key && offersList(entityType));
  const isNeeded = (predicate: CheckedPredicate) =>
    isOpen(predicate) && (needed.includes(predicate.name) || predicate.field.key === true);
  const byParent = narrow(condition, { isOpen: isNeeded, maxLists: MAX_GETS });
  // A GET takes nothing but the key: what else holds must not turn keys into lists.
  if (byParent.every((branch) => isOneKey(entityType, branch))) {
    return { branches: byParent, missing: findMissingIn(byParent) };
  }
  const few = narrow(condition, { isOpen, maxLists: MAX_LISTS });
  if (findMissingIn(few) === undefined) return { branches: few };
  // There is no wider read to fall back on: one for each parent, with what holds for all of them.
  const [common = []] = few.length === 1 ? few : EVERYTHING;
  const branches = distinct(byParent.map((branch) => [...branch, ...common]));
  return { branches, missing: findMissingIn(byParent) };
}

/** What a condition has to name. */
function neededOf(entityType: EntityType): readonly string[] {
  const key = keyOf(entityType);
  // Without a key, the account is the connection's.
  const isKeyNeeded = key !== undefined && key !== 'AccountSid' && !offersList(entityType);
  return isKeyNeeded ? keyColumnsOf(entityType) : parentsOf(entityType);
}

function offersList({ operations }: EntityType): boolean {
  return operations.includes('LIST');
}

/** Of what a GET is for, only what stands in its path: whatever else holds, it is the same GET. */
function toKey(entityType: EntityType, branch: Branch): Branch {
  const onKey = findKey(branch);
  if (!onKey || isSingle(entityType)) return branch;
  return [...branch.filter(({ name }) => name !== onKey.name && isInPath(entityType, name)), onKey];
}

/** The key, where one entity can be asked for by it. */
function findKey(branch: Branch): CheckedComparison | undefined {
  return branch.find(({ field, operators }) => field.key && operators.includes('='));
}

/** Whether a branch is a GET of one among several entities. */
function isOneKey(entityType: EntityType, branch: Branch): boolean {
  return findKey(branch) !== undefined && !isSingle(entityType);
}

function toRead(entityType: EntityType, branch: Branch): Read {
  const onKey = findKey(branch);
  const isGet = onKey !== undefined || isSingle(entityType);
  const onPath = [...branch.filter(({ name }) => isInPath(entityType, name)), ...(onKey ? [onKey] : [])];
  // Of two values of one column no row has both: either read will do, and the whole condition drops its rows.
  const inPath = new Map(onPath.map((comparison) => [comparison.name, comparison]));
  // A GET brings its row for certain, and takes no filters, unless Twilio has nothing else.
  const others = branch.filter(({ name }) => !inPath.has(name) && (!isGet || isSingle(entityType)));
  const { query, pushed } = pushDown(others);
  const values = [...inPath].map(([name, { value }]) => [name, String(value)] as const);
  return {
    isGet,
    inPath: checkPathValues(entityType, Object.fromEntries(values)),
    query: isGet ? query : { ...entityType.listDefaults, ...query },
    pushed: [...inPath.values(), ...pushed],
    branch,
  };
}

/** The branches of a condition, by what Twilio can decide; the rest is left to the residual filter. */
function narrow(condition: CheckedCondition, scope: Scope): readonly Branch[] {
  const narrowAll = (members: readonly CheckedCondition[]) => members.map((member) => narrow(member, scope));
  if ('and' in condition) return distinct(meet(narrowAll(condition.and), scope));
  if ('or' in condition) return distinct(join(narrowAll(condition.or), scope));
  if ('not' in condition) return narrowNegation(condition.not, scope);
  if (!scope.isOpen(condition)) return EVERYTHING;
  const { operator, operators } = condition;
  if (operator === 'IN') {
    if (!operators.includes('=')) return EVERYTHING;
    const equalities = condition.value.map((value) => [[{ ...condition, operator: '=' as const, value }]]);
    return distinct(join(equalities, scope));
  }
  const isPushable = operator !== 'LIKE' && operator !== 'IS NULL' && operators.some((taken) => taken === operator);
  return isPushable ? [[condition]] : EVERYTHING;
}

/** NOT goes inward: `NOT (a OR b)` is `NOT a AND NOT b`, also where something is unknown. */
function narrowNegation(condition: CheckedCondition, scope: Scope): readonly Branch[] {
  if ('and' in condition) return narrow({ or: condition.and.map((not) => ({ not })) }, scope);
  if ('or' in condition) return narrow({ and: condition.or.map((not) => ({ not })) }, scope);
  if ('not' in condition) return narrow(condition.not, scope);
  const { operator } = condition;
  if (operator === 'IN' || operator === 'LIKE' || operator === 'IS NULL') return EVERYTHING;
  return narrow({ ...condition, operator: OPPOSITE[operator] }, scope);
}

/** What holds together: every combination, the members with the fewest branches first, as long as it stays few. */
function meet(members: readonly (readonly Branch[])[], scope: Scope): readonly Branch[] {
  const ordered = [...members].sort((a, b) => a.length - b.length);
  return ordered.reduce<readonly Branch[]>((branches, member) => {
    if (branches.length * member.length > MAX_GETS) return branches;
    const both = branches.flatMap((branch) => member.map((other) => [...branch, ...other]));
    return isFew(both, scope) ? both : branches;
  }, EVERYTHING);
}

/** What holds one by one: all of them, unless one of them is everything. */
function join(members: readonly (readonly Branch[])[], scope: Scope): readonly Branch[] {
  const branches = members.flat();
  return isFew(branches, scope) && branches.every((branch) => branch.length > 0) ? branches : EVERYTHING;
}

function isFew(branches: readonly Branch[], { maxLists }: Scope): boolean {
  const lists = branches.filter((branch) => !branch.some(({ field }) => field.key)).length;
  return lists <= maxLists && branches.length <= MAX_GETS;
}

function distinct(branches: readonly Branch[]): readonly Branch[] {
  const toWords = (branch: Branch) =>
    branch
      .map(({ name, operator, value }) => JSON.stringify([name, operator, value]))
      .sort()
      .join();
  return [...new Map(branches.map((branch) => [toWords(branch), branch])).values()];
}
