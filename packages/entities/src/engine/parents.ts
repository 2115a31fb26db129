import { EntityError } from '../errors.js';
import { type Catalog, type Condition, type EntityType, type ParentScan, parentsOf } from '../model/index.js';
import { MAX_GETS } from './branches.js';
import { checkCondition } from './conditions.js';
import { startOf } from './list.js';
import { maxPageSizeOf } from './page-size.js';
import { planRead } from './plan.js';
import { columnMissing, equalitiesWith, findMissing, planReads, type Read } from './reads.js';
import type { Runner } from './runner.js';
import { readTwilioPage } from './twilio-page.js';
import { refuseUnlisted } from './unlisted.js';

/** The maximum number of parents of a scan if the caller gives none. */
const DEFAULT_MAX_PARENTS = 100;

/** The inputs of a parent scan. */
interface Scan {
  readonly catalog: Catalog;
  readonly runner: Runner;
  readonly allowed: NonNullable<ParentScan['allowParentScan']>;
}

/** A parent that a scan finds. */
interface Wanted {
  readonly column: string;
  /** The entity type whose keys the column holds. */
  readonly parentType: EntityType;
  /** The parents of that entity type, which are parents of the scanned one too. */
  readonly above: readonly string[];
}

/** The keys of the parents that one read returned. */
interface Place {
  readonly read: Read;
  readonly keys: readonly string[];
}

/** Whether a condition omits a parent that Twilio requires. */
export function lacksParent(entityType: EntityType, condition: Condition | undefined): boolean {
  return findMissing(entityType, checkCondition(entityType, condition)) !== undefined;
}

/**
 * Adds every omitted parent to a condition, after listing the existing parents. A parent that has parents itself is listed
 * below each of them.
 *
 * @throws EntityError TOO_MANY_REQUESTS if there are more parents than allowed, because a partial answer would be wrong
 */
export async function scanParents(
  entityType: EntityType,
  condition: Condition | undefined,
  scan: Scan,
): Promise<Condition | undefined> {
  const checked = checkCondition(entityType, condition);
  refuseUnlisted(entityType, { requested: condition, condition: checked });
  const missing = findMissing(entityType, checked);
  if (missing === undefined) return condition;
  const parents = await findParents(entityType, { missing, condition }, scan);
  const narrowed = condition === undefined ? parents : { and: [condition, parents] };
  // Too many combinations are not expanded, so the parents would be listed again, without end.
  if (findMissing(entityType, checkCondition(entityType, narrowed)) === missing)
    throw tooManyParents(entityType, missing);
  return scanParents(entityType, narrowed, scan);
}

async function findParents(
  entityType: EntityType,
  { missing, condition }: { readonly missing: string; readonly condition: Condition | undefined },
  scan: Scan,
): Promise<Condition> {
  const { values } = entityType.fields[missing] ?? {};
  if (values) return { field: missing, operator: 'IN', value: values };
  const wanted = lowestWanted(entityType, missing, scan.catalog);
  if (!wanted) throw columnMissing(entityType, missing);
  const { parentType, above } = wanted;
  const checked = checkCondition(entityType, condition);
  const known = above.flatMap((field) => {
    const value = equalitiesWith(entityType, checked, field);
    return value ? [{ field, operator: 'IN' as const, value }] : [];
  });
  const among = await scanParents(parentType, { and: known }, scan);
  const places = await listParents(entityType, wanted, { condition: among, scan });
  return { or: places.map((place) => toCondition(place, wanted)) };
}

function tooManyParents({ name }: EntityType, column: string): EntityError {
  const message = `The condition and the parents that the scan of ${name} found combine in more than ${MAX_GETS} ways. Specify ${column} by = in the condition, or fewer values.`;
  return new EntityError('TOO_MANY_REQUESTS', message);
}

function toCondition({ read, keys }: Place, { above, column }: Wanted): Condition {
  const named = above.map((field) => ({ field, operator: '=' as const, value: read.inPath[field] ?? '' }));
  return { and: [...named, { field: column, operator: 'IN', value: keys }] };
}

/**
 * Finds the parent to list for a missing one. The keys of a lower parent come with those above it, so the lowest is listed:
 * an execution of one flow does not exist below another.
 */
function lowestWanted(entityType: EntityType, missing: string, catalog: Catalog): Wanted | undefined {
  const parents = parentsOf(entityType);
  return parents
    .flatMap((column): readonly Wanted[] => {
      const parentType = catalog[entityType.fields[column]?.references ?? ''];
      if (!parentType?.operations.includes('LIST')) return [];
      const above = parentsOf(parentType);
      const isShared = above.every((name) => parents.includes(name));
      return isShared && [...above, column].includes(missing) ? [{ column, parentType, above }] : [];
    })
    .at(-1);
}

async function listParents(
  { name }: EntityType,
  { parentType, column }: Wanted,
  { condition, scan }: { readonly condition: Condition | undefined; readonly scan: Scan },
): Promise<readonly Place[]> {
  const max = Math.min(scan.allowed === true ? DEFAULT_MAX_PARENTS : scan.allowed, MAX_GETS);
  const places: Place[] = [];
  let left = max;
  for (const read of planReads(parentType, checkCondition(parentType, condition))) {
    const keys = await readKeys(parentType, read, { runner: scan.runner, enough: left });
    left -= keys.length;
    if (left < 0) {
      const message = `The scan of ${name} found more than ${max} ${parentType.name}, the maximum that allowParentScan allows. Specify ${column} in the condition, or raise allowParentScan (at most ${MAX_GETS}).`;
      throw new EntityError('TOO_MANY_REQUESTS', message);
    }
    places.push({ read, keys });
  }
  return places;
}

/** Reads the keys of a list; stops once there are more than `enough`. */
async function readKeys(
  entityType: EntityType,
  read: Read,
  { runner, enough }: { readonly runner: Runner; readonly enough: number },
): Promise<readonly string[]> {
  const keys: string[] = [];
  const twilioPageSize = Math.min(enough + 1, maxPageSizeOf(entityType));
  let position: ReturnType<typeof startOf> | undefined = startOf(0, { twilioPageSize });
  while (position && keys.length <= enough) {
    const page = await readTwilioPage(entityType, planRead(entityType, read), position, runner);
    keys.push(...page.keys);
    position = page.next && { ...position, ...page.next };
  }
  return keys;
}
