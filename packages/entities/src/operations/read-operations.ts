import { toCondition } from '../conditions/to-condition.js';
import { explainList, toMetadata } from '../engine/explain.js';
import { continueFrom, leastRequests, type ListPlan, planListPage, toPageToken } from '../engine/list.js';
import { checkLimit, checkPageSize, TWILIO_PAGE_SIZE } from '../engine/page-size.js';
import { decodePageToken, decodeSortToken, encodeSortToken, invalidPageToken, timeIn } from '../engine/page-token.js';
import { lacksParent, scanParents } from '../engine/parents.js';
import { planInstance } from '../engine/plan.js';
import { readRows } from '../engine/rows.js';
import type { Runner } from '../engine/runner.js';
import { type CheckedSortBy, checkSortBy, isTwilioOrder } from '../engine/sort.js';
import { readInTwilioOrder, readRowsInOrder, readSorted } from '../engine/sorted-rows.js';
import { explainWindows } from '../scan/explain-windows.js';
import { isScan, scanRows } from '../scan/scan-pages.js';
import type {
  CallOptions,
  Catalog,
  Condition,
  EntityResult,
  EntityType,
  Explanation,
  ListOptions,
  ListResult,
  Query,
  Rows,
  RowsOptions,
  Sorted,
} from '../model/index.js';
import { carryOut } from '../work.js';
import type { Begin, Find } from './calls.js';
import { readListPage } from './list-page.js';

/** Creates the plan of a LIST, which sends nothing. */
export function createExplain(find: Find, now: () => number) {
  return (named: string | EntityType, query: Query<EntityType> & Sorted = {}): Explanation => {
    const entityType = find(named, 'LIST');
    const condition = carryOut(toCondition(entityType, query.conditions, now));
    const sortBy = query.sortBy && checkSortBy(entityType, query.sortBy);
    const plan = carryOut(planListPage(entityType, condition, { pageSize: TWILIO_PAGE_SIZE, sortBy }));
    const explanation = explainList(plan, sortBy);
    if (sortBy) return explanation;
    const { why, advice } = explainWindows(plan);
    return { ...explanation, why: [...explanation.why, ...(why ? [why] : [])], ...(advice && { advice }) };
  };
}

/** Creates the read operations. */
export function createReads(begin: Begin, catalog: Catalog, now: () => number) {
  return {
    async list(named: string | EntityType, options: ListOptions<EntityType> = {}): Promise<ListResult<EntityType>> {
      const { entityType, runner } = begin(named, 'LIST', options);
      const pageSize = checkPageSize(options.pageSize);
      const by = options.sortBy && checkSortBy(entityType, options.sortBy);
      const { allowParentScan: allowed, pageToken, conditions } = options;
      let time: number | undefined;
      const timeOfStatement = () => (time = timeIn(pageToken) ?? now());
      const requested = await runner.work(toCondition(entityType, conditions, timeOfStatement));
      const condition = allowed ? await scanParents(entityType, requested, { catalog, runner, allowed }) : requested;
      if (by) return listSorted(entityType, runner, { condition, by, pageSize, pageToken, time });
      const request = { condition, pageSize, pageToken, time };
      const { plan, rows, nextPageToken } = await readListPage(entityType, runner, request);
      return { entities: rows, ...(nextPageToken && { nextPageToken }), metadata: toMetadata(runner, plan) };
    },
    rows(named: string | EntityType, options: RowsOptions<EntityType> = {}): Rows<EntityType> {
      const { entityType, runner } = begin(named, 'LIST', { priority: 'bulk', ...options });
      const { allowParentScan: allowed } = options;
      const limit = checkLimit(options.limit);
      const by = options.sortBy && checkSortBy(entityType, options.sortBy);
      const pageSize = Math.min(limit, TWILIO_PAGE_SIZE) || 1;
      const requested = carryOut(toCondition(entityType, options.conditions, now));
      const planAll = (condition: Condition | undefined): ListPlan => {
        const planned = carryOut(planListPage(entityType, condition, { pageSize, sortBy: by }));
        const isSorted = by && !isTwilioOrder(entityType, by, planned.reads);
        runner.checkBudget(leastRequests(planned, isSorted ? Number.POSITIVE_INFINITY : limit));
        return planned;
      };
      let plan = allowed && lacksParent(entityType, requested) ? undefined : planAll(requested);
      return {
        async *[Symbol.asyncIterator]() {
          plan ??= planAll(await scanParents(entityType, requested, { catalog, runner, allowed: allowed ?? 0 }));
          if (by) yield* readRowsInOrder(plan, runner, { by, limit });
          else yield* isScan(plan, limit) ? scanRows(plan, runner) : readRows(plan, runner, limit);
        },
        get metadata() {
          return toMetadata(runner, plan);
        },
      };
    },
    async get(named: string | EntityType, key: string, callOptions?: CallOptions): Promise<EntityResult<EntityType>> {
      const { entityType, runner } = begin(named, 'GET', callOptions);
      const entity = await runner.sendForEntity(planInstance(entityType, 'GET', key));
      return { entity, metadata: toMetadata(runner) };
    },
  };
}

/** Returns a page of a sorted list: directly while Twilio returns this order, otherwise from the whole list. */
async function listSorted(
  entityType: EntityType,
  runner: Runner,
  options: {
    readonly condition: Condition | undefined;
    readonly by: CheckedSortBy;
    readonly pageSize: number;
    readonly pageToken: string | undefined;
    readonly time: number | undefined;
  },
) {
  const { condition, by, pageSize, pageToken, time } = options;
  const start = await runner.work(planListPage(entityType, condition, { pageSize, sortBy: by, time }));
  const sorted = pageToken ? decodeSortToken(start.hash, pageToken, by) : undefined;
  const isInTwilioOrder = isTwilioOrder(entityType, by, start.reads) && !sorted;
  if (pageToken && !sorted && !isInTwilioOrder) throw invalidPageToken();
  const from = pageToken && !sorted ? decodePageToken(start.hash, pageToken) : sorted?.from;
  const plan = from ? continueFrom(start, from) : start;
  const orderedPage = isInTwilioOrder ? await readInTwilioOrder(plan, runner, by) : undefined;
  const page = orderedPage ?? (await readSorted(plan, runner, { by, after: sorted?.place, count: pageSize }));
  const nextPageToken = page.last
    ? encodeSortToken(plan.hash, { place: page.last, from })
    : toPageToken(plan, page.next);
  return { entities: page.rows, ...(nextPageToken && { nextPageToken }), metadata: toMetadata(runner, plan) };
}
