import { EntityError } from '../errors.js';
import type { Catalog, Condition, EntityType, ParentScan } from '../model/index.js';
import { MAX_GETS } from './branches.js';
import { ALWAYS, checkCondition } from './conditions.js';
import { startOf } from './list.js';
import { maxPageSizeOf } from './page-size.js';
import { planRead } from './plan.js';
import { columnMissing, findMissing, planReads } from './reads.js';
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

/** Whether a condition omits a parent that Twilio requires. */
export function lacksParent(entityType: EntityType, condition: Condition | undefined): boolean {
  return findMissing(entityType, checkCondition(entityType, condition)) !== undefined;
}

/**
 * Adds every omitted parent to a condition, after listing the existing parents.
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
  const parents = { field: missing, operator: 'IN' as const, value: await listParents(entityType, missing, scan) };
  return scanParents(entityType, condition === undefined ? parents : { and: [condition, parents] }, scan);
}

async function listParents(entityType: EntityType, column: string, scan: Scan): Promise<readonly string[]> {
  const { references, values } = entityType.fields[column] ?? {};
  if (values) return values;
  const parentType = references === undefined ? undefined : scan.catalog[references];
  if (!parentType?.operations.includes('LIST') || findMissing(parentType, ALWAYS) !== undefined) {
    throw columnMissing(entityType, column);
  }
  const max = Math.min(scan.allowed === true ? DEFAULT_MAX_PARENTS : scan.allowed, MAX_GETS);
  const keys = await readKeys(parentType, scan.runner, max);
  if (keys.length <= max) return keys;
  const message = `The scan of ${entityType.name} found more than ${max} ${parentType.name}, the maximum that allowParentScan allows. Specify ${column} in the condition, or raise allowParentScan (at most ${MAX_GETS}).`;
  throw new EntityError('TOO_MANY_REQUESTS', message);
}

/** Reads the keys of a list; stops once there are more than `enough`. */
async function readKeys(entityType: EntityType, runner: Runner, enough: number): Promise<readonly string[]> {
  const keys: string[] = [];
  const twilioPageSize = Math.min(enough + 1, maxPageSizeOf(entityType));
  const [read] = planReads(entityType, ALWAYS);
  let position = read && startOf(0, { twilioPageSize });
  while (read && position && keys.length <= enough) {
    const page = await readTwilioPage(entityType, planRead(entityType, read), position, runner);
    keys.push(...page.keys);
    position = page.next && { ...position, ...page.next };
  }
  return keys;
}
