import { toWriteCondition } from '../conditions/to-condition.js';
import { deleteOne, findEntities, isByKey, writeAll } from '../engine/bulk.js';
import { explainList, toMetadata } from '../engine/explain.js';
import { checkInput } from '../engine/input.js';
import { type ListPlan, planListPage } from '../engine/list.js';
import { TWILIO_PAGE_SIZE } from '../engine/page-size.js';
import { planInstance, planUpdate } from '../engine/plan.js';
import { EntityError } from '../errors.js';
import {
  type BulkOptions,
  type BulkPlan,
  type BulkQuery,
  type BulkResult,
  type EntityType,
  keyOf,
  type Operation,
} from '../model/index.js';
import type { Begin, Find } from './calls.js';

/** The writes to many entities; `isAllowed` says whether conditions may look at other columns than the key. */
export function createBulkWrites(begin: Begin, isAllowed: boolean) {
  const open = (
    named: string | EntityType,
    operation: Operation,
    query: BulkQuery<EntityType>,
    options: BulkOptions,
  ) => {
    // The signal breaks off the reads, and stops the work between two writes.
    const how = { priority: 'bulk' as const, ...options, areWritesSeenThrough: true };
    const { entityType, runner } = begin(named, operation, how);
    return { entityType, runner, plan: planBulk(entityType, operation, query, isAllowed) };
  };
  return {
    async updateMany(
      named: string | EntityType,
      query: BulkQuery<EntityType>,
      input: unknown,
      options: BulkOptions = {},
    ): Promise<BulkResult> {
      const { entityType, runner, plan } = open(named, 'UPDATE', query, options);
      const values = checkInput(entityType, 'UPDATE', input);
      const found = await findEntities(plan, runner, { values, signal: options.signal });
      const write = (key: string) => runner.sendForEntity(planUpdate(entityType, key, values));
      const report = await writeAll(found, write, options);
      return { ...report, metadata: toMetadata(runner, plan) };
    },
    async deleteMany(
      named: string | EntityType,
      query: BulkQuery<EntityType>,
      options: BulkOptions = {},
    ): Promise<BulkResult> {
      const { entityType, runner, plan } = open(named, 'DELETE', query, options);
      const found = await findEntities(plan, runner, { signal: options.signal });
      const write = (key: string) => deleteOne(runner, planInstance(entityType, 'DELETE', key));
      const report = await writeAll(found, write, options);
      return { ...report, metadata: toMetadata(runner, plan) };
    },
  };
}

/** Checks a write to many entities and plans it; nothing is sent. */
export function createBulkChecks(find: Find, isAllowed: boolean) {
  return {
    updateMany(named: string | EntityType, query: BulkQuery<EntityType>, input: unknown): BulkPlan {
      const entityType = find(named, 'UPDATE');
      const values = checkInput(entityType, 'UPDATE', input);
      const finds = explainList(planBulk(entityType, 'UPDATE', query, isAllowed));
      return { finds, request: planUpdate(entityType, undefined, values) };
    },
    deleteMany(named: string | EntityType, query: BulkQuery<EntityType>): BulkPlan {
      const entityType = find(named, 'DELETE');
      const finds = explainList(planBulk(entityType, 'DELETE', query, isAllowed));
      return { finds, request: planInstance(entityType, 'DELETE', undefined) };
    },
  };
}

/** Plans the read that finds what is to be written. */
function planBulk(
  entityType: EntityType,
  operation: Operation,
  { conditions }: BulkQuery<EntityType>,
  isAllowed: boolean,
): ListPlan {
  const condition = toWriteCondition(entityType, conditions);
  const plan = planListPage(entityType, condition, { pageSize: TWILIO_PAGE_SIZE });
  if (isAllowed || isByKey(plan)) return plan;
  throw new EntityError(
    'BULK_NOT_ALLOWED',
    `This ${operation} is of whatever ${entityType.name} a condition on other columns than the key finds, which the connection does not ` +
      `allow. Name the entities by ${keyOf(entityType)} (=, IN), or set the connection's variable "bulk".`,
  );
}
