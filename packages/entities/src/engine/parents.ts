import { EntityError } from '../errors.js';
import type { Catalog, Condition, EntityType, ParentScan } from '../model/index.js';
import { ALWAYS, checkCondition } from './conditions.js';
import { startOf } from './list.js';
import { maxPageSizeOf } from './page-size.js';
import { planRead } from './plan.js';
import { columnMissing, findMissing, MAX_GETS, planReads } from './reads.js';
import type { Runner } from './runner.js';
import { readTwilioPage } from './twilio-page.js';
import { refuseUnlisted } from './unlisted.js';

/** The most parents that are walked when the caller allows it and names no number. */
const DEFAULT_MAX_PARENTS = 100;

/** Where parents are found, and how many of them may be walked. */
interface Walk {
  readonly catalog: Catalog;
  readonly runner: Runner;
  readonly allowed: NonNullable<ParentScan['allowParentScan']>;
}

/** Whether a condition leaves out a parent that Twilio has to be told. */
export function lacksParent(entityType: EntityType, condition: Condition | undefined): boolean {
  return findMissing(entityType, checkCondition(entityType, condition)) !== undefined;
}

/**
 * The condition with every parent that it left out: all that there are, listed first.
 *
 * @throws EntityError TOO_MANY_REQUESTS when there are more than may be walked: nothing is answered in part
 */
export async function walkParents(
  entityType: EntityType,
  condition: Condition | undefined,
  walk: Walk,
): Promise<Condition | undefined> {
  const checked = checkCondition(entityType, condition);
  refuseUnlisted(entityType, { asked: condition, condition: checked });
  const missing = findMissing(entityType, checked);
  if (missing === undefined) return condition;
  const parents = { field: missing, operator: 'IN' as const, value: await parentsNamedBy(entityType, missing, walk) };
  return walkParents(entityType, condition === undefined ? parents : { and: [condition, parents] }, walk);
}

async function parentsNamedBy(entityType: EntityType, column: string, walk: Walk): Promise<readonly string[]> {
  const { references, values } = entityType.fields[column] ?? {};
  if (values) return values;
  const parentType = references === undefined ? undefined : walk.catalog[references];
  if (!parentType?.operations.includes('LIST') || findMissing(parentType, ALWAYS) !== undefined) {
    throw columnMissing(entityType, column);
  }
  const max = Math.min(walk.allowed === true ? DEFAULT_MAX_PARENTS : walk.allowed, MAX_GETS);
  const keys = await readKeys(parentType, walk.runner, max);
  if (keys.length <= max) return keys;
  const message = `There are more than ${max} ${parentType.name}, and so many may be walked for ${entityType.name}. Name the ${column} in the condition, or allow more (at most ${MAX_GETS}).`;
  throw new EntityError('TOO_MANY_REQUESTS', message);
}

/** The keys of a whole list, or of its beginning when there are more than enough. */
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
