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
import { carryOut, type Work } from '../work.js';
import type { Begin, Find } from './calls.js';

/** How the condition of a bulk write is read. */
interface BulkRules {
  /** Whether conditions on columns other than the key are permitted. */
  readonly isAllowed: boolean;
  readonly now: () => number;
}

/** Creates the bulk writes. */
export function createBulkWrites(begin: Begin, rules: BulkRules) {
  const open = async (
    named: string | EntityType,
    operation: Operation,
    query: BulkQuery<EntityType>,
    options: BulkOptions,
  ) => {
    // The caller's signal aborts reads, but stops the writes only between two of them.
    const runOptions = { priority: 'bulk' as const, ...options, ignoresSignalInWrites: true };
    const { entityType, runner } = begin(named, operation, runOptions);
    return { entityType, runner, plan: await runner.work(planBulk(entityType, operation, query, rules)) };
  };
  return {
    async updateMany(
      named: string | EntityType,
      query: BulkQuery<EntityType>,
      input: unknown,
      options: BulkOptions = {},
    ): Promise<BulkResult> {
      const { entityType, runner, plan } = await open(named, 'UPDATE', query, options);
      const values = checkInput(entityType, 'UPDATE', input);
      const found = await findEntities(plan, runner, values);
      const write = (key: string) => runner.sendForEntity(planUpdate(entityType, key, values));
      const report = await writeAll(found, write, options);
      return { ...report, metadata: toMetadata(runner, plan) };
    },
    async deleteMany(
      named: string | EntityType,
      query: BulkQuery<EntityType>,
      options: BulkOptions = {},
    ): Promise<BulkResult> {
      const { entityType, runner, plan } = await open(named, 'DELETE', query, options);
      const found = await findEntities(plan, runner);
      const write = (key: string) => deleteOne(runner, planInstance(entityType, 'DELETE', key));
      const report = await writeAll(found, write, options);
      return { ...report, metadata: toMetadata(runner, plan) };
    },
  };
}

/** Creates the checks of bulk writes. Each returns the plan and sends nothing. */
export function createBulkChecks(find: Find, rules: BulkRules) {
  return {
    updateMany(named: string | EntityType, query: BulkQuery<EntityType>, input: unknown): BulkPlan {
      const entityType = find(named, 'UPDATE');
      const values = checkInput(entityType, 'UPDATE', input);
      const finds = explainList(carryOut(planBulk(entityType, 'UPDATE', query, rules)));
      return { finds, request: planUpdate(entityType, undefined, values) };
    },
    deleteMany(named: string | EntityType, query: BulkQuery<EntityType>): BulkPlan {
      const entityType = find(named, 'DELETE');
      const finds = explainList(carryOut(planBulk(entityType, 'DELETE', query, rules)));
      return { finds, request: planInstance(entityType, 'DELETE', undefined) };
    },
  };
}

/** Plans the read that finds the entities of a bulk write. */
function* planBulk(
  entityType: EntityType,
  operation: Operation,
  { conditions }: BulkQuery<EntityType>,
  { isAllowed, now }: BulkRules,
): Work<ListPlan> {
  const condition = yield* toWriteCondition(entityType, conditions, now);
  const plan = yield* planListPage(entityType, condition, { pageSize: TWILIO_PAGE_SIZE });
  if (isAllowed || isByKey(plan)) return plan;
  throw new EntityError(
    'BULK_NOT_ALLOWED',
    `This connection does not allow ${operation} of ${entityType.name} by a condition on columns other than the key. ` +
      `Select entities by ${keyOf(entityType)} (=, IN), or set the connection's variable "bulk".`,
  );
}
