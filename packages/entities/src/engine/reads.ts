import { EntityError, notOffered } from '../errors.js';
import { type EntityType, isInPath, isSingle, keyColumnsOf, keyOf, parentsOf } from '../model/index.js';
import { type Branch, distinctBranches, MAX_GETS, merge, toBranches } from './branches.js';
import { type CheckedComparison, type CheckedCondition, type CheckedPredicate, predicates } from './conditions.js';
import { checkPathValues, type PathValues } from './entity-key.js';
import { pushDown } from './push-down.js';
import { carryOut, COMPARISON_UNITS, type Work } from '../work.js';

/** One read of a plan: a GET of one entity, or a list with Twilio's filters. */
export interface Read {
  readonly isGet: boolean;
  /** The values in the path: parents, and the key of a GET. */
  readonly inPath: PathValues;
  /** Twilio's filter parameters. */
  readonly query: Readonly<Record<string, string>>;
  /** The comparisons that Twilio applies. */
  readonly pushed: readonly CheckedComparison[];
  /** The comparisons that this read covers. A row that matches several reads belongs to the first. */
  readonly branch: Branch;
}

// More lists than this cost more than reading the whole list.
const MAX_LISTS = 10;

const READ_UNITS = 4 * COMPARISON_UNITS;

/**
 * Turns a condition into reads that together return every matching row, each as narrow as Twilio's filters allow. Usually
 * there is one read. There are several if values are joined by OR or IN, and several narrow reads cost less than a wide one.
 */
export function planReads(entityType: EntityType, condition: CheckedCondition): readonly Read[] {
  return carryOut(planningReads(entityType, condition));
}

/** Plans the reads of a condition in slices. */
export function* planningReads(entityType: EntityType, condition: CheckedCondition): Work<readonly Read[]> {
  const { branches, missing } = planBranches(entityType, condition);
  if (missing !== undefined) throw columnMissing(entityType, missing);
  yield COMPARISON_UNITS * predicates(condition).length;
  const reduced = distinctBranches(branches.map((branch) => reduceGet(entityType, branch)));
  yield COMPARISON_UNITS * branches.length;
  const reads: Read[] = [];
  for (const branch of reduced) {
    reads.push(toRead(entityType, branch));
    yield READ_UNITS;
  }
  return reads;
}

/**
 * Whether a condition selects entities by key, among other comparisons, so that each takes one GET and no list is read.
 * Omitted parents are ignored.
 */
export function namesKeys(entityType: EntityType, condition: CheckedCondition): boolean {
  return (
    isSingle(entityType) || planBranches(entityType, condition).branches.every((branch) => isOneKey(entityType, branch))
  );
}

/** Returns the first required column that a condition omits. */
export function findMissing(entityType: EntityType, condition: CheckedCondition): string | undefined {
  return planBranches(entityType, condition).missing;
}

/** Returns the values of a column among which a condition chooses; undefined if it also allows others. */
export function equalitiesWith(
  entityType: EntityType,
  condition: CheckedCondition,
  column: string,
): readonly string[] | undefined {
  const { branches } = planBranches(entityType, condition);
  const values = branches.flatMap((branch) => {
    const equality = branch.find(({ name, operator }) => name === column && operator === '=');
    return equality ? [String(equality.value)] : [];
  });
  return values.length === branches.length ? [...new Set(values)] : undefined;
}

/** Creates the error for a condition that omits a required column. */
export function columnMissing(entityType: EntityType, name: string): EntityError {
  const { name: type, fields } = entityType;
  const { key, references, values } = fields[name] ?? {};
  if (key) throw notOffered(entityType, 'LIST', ` Use GET, or a condition on the key: ${name} = '…'.`);
  const scanned = references ? `all ${references}` : values ? `every ${name}` : undefined;
  const scan = scanned ? ` Or set allowParentScan, which reads ${scanned}.` : '';
  return new EntityError(
    'INVALID_CONDITION',
    `${name} is required, because Twilio lists ${type} for one ${name} at a time. Add it to the condition with AND: ` +
      `${name} = '…', or ${name} IN ('…', '…') with at most ${MAX_GETS} values.${scan}`,
    { violations: [{ field: name, description: 'is required in the condition' }] },
  );
}

/** Returns the branches of a condition, each with all required columns, or the first missing column. */
function planBranches(
  entityType: EntityType,
  condition: CheckedCondition,
): { readonly branches: readonly Branch[]; readonly missing?: string | undefined } {
  const needed = neededOf(entityType);
  const findMissingIn = (branches: readonly Branch[]) =>
    needed.find((name) => !branches.every((branch) => branch.some((comparison) => comparison.name === name)));
  // A GET accepts no filters, so it would ignore a pseudo-column. This does not matter if there is no list.
  const hasPseudoColumn = predicates(condition).some(({ field }) => field.readable === false);
  const canNarrow = ({ field }: CheckedPredicate) => !(hasPseudoColumn && field.key && offersList(entityType));
  const isNeeded = (predicate: CheckedPredicate) =>
    canNarrow(predicate) && (needed.includes(predicate.name) || predicate.field.key === true);
  const byParent = toBranches(condition, { canNarrow: isNeeded, maxLists: MAX_GETS });
  // A GET uses only the key; other comparisons must not turn GETs into lists.
  if (byParent.every((branch) => isOneKey(entityType, branch))) {
    return { branches: byParent, missing: findMissingIn(byParent) };
  }
  const few = toBranches(condition, { canNarrow, maxLists: MAX_LISTS });
  if (findMissingIn(few) === undefined) return { branches: few };
  // No wider read exists, so there is one per parent, with the comparisons common to all.
  const [common = []] = few.length === 1 ? few : [];
  const branches = distinctBranches(byParent.map((branch) => merge(branch, common)));
  return { branches, missing: findMissingIn(byParent) };
}

/** Returns the columns that a condition must specify. */
function neededOf(entityType: EntityType): readonly string[] {
  const key = keyOf(entityType);
  // The account defaults to the connection's.
  const isKeyNeeded = key !== undefined && key !== 'AccountSid' && !offersList(entityType);
  return isKeyNeeded ? keyColumnsOf(entityType) : parentsOf(entityType);
}

function offersList({ operations }: EntityType): boolean {
  return operations.includes('LIST');
}

/** Reduces the branch of a GET to the columns in its path, so that equal GETs are recognized. */
function reduceGet(entityType: EntityType, branch: Branch): Branch {
  const onKey = findKey(branch);
  if (!onKey || isSingle(entityType)) return branch;
  return [...branch.filter(({ name }) => name !== onKey.name && isInPath(entityType, name)), onKey];
}

/** Returns the comparison with the key, if the entity type offers GET. */
function findKey(branch: Branch): CheckedComparison | undefined {
  return branch.find(({ field, operators }) => field.key && operators.includes('='));
}

/** Whether a branch is a GET by key in a collection. */
function isOneKey(entityType: EntityType, branch: Branch): boolean {
  return findKey(branch) !== undefined && !isSingle(entityType);
}

function toRead(entityType: EntityType, branch: Branch): Read {
  const onKey = findKey(branch);
  const isGet = onKey !== undefined || isSingle(entityType);
  const onPath = [...branch.filter(({ name }) => isInPath(entityType, name)), ...(onKey ? [onKey] : [])];
  // No row has two values of one column. Either value works, because the whole condition is applied again.
  const inPath = new Map(onPath.map((comparison) => [comparison.name, comparison]));
  // A GET accepts no filters, unless the path addresses a single entity.
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
