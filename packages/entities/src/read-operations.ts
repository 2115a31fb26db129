import type { AnyEntities, Begin } from './any-entities.js';
import { toCondition } from './conditions/to-condition.js';
import { explainList, toMetadata } from './engine/explain.js';
import { checkLimit, checkPageSize, planListPage, runListPage, toPageToken, TWILIO_PAGE_SIZE } from './engine/list.js';
import { decodeSortToken, encodeSortToken, invalidPageToken } from './engine/page-token.js';
import { planInstance } from './engine/plan.js';
import { readRows } from './engine/rows.js';
import { type Runner, tooManyRequests } from './engine/runner.js';
import { type CheckedSortBy, checkSortBy, isOwnOrder } from './engine/sort.js';
import { readInOwnOrder, readRowsInOrder, readSorted } from './engine/sorted-rows.js';
import type { EntityType } from './model/index.js';
import type { ListOptions } from './operations.js';

/** The reads. */
export function createReads(begin: Begin): Pick<AnyEntities, 'list' | 'rows' | 'explain' | 'get'> {
  return {
    async list(named, options = {}) {
      const { entityType, runner } = begin(named, 'LIST', options);
      const pageSize = checkPageSize(options.pageSize);
      if (options.sortBy)
        return listSorted(entityType, runner, { ...options, pageSize, by: checkSortBy(entityType, options.sortBy) });
      const { conditions, pageToken } = options;
      const plan = planListPage(entityType, toCondition(entityType, conditions), { pageSize, pageToken });
      const { rows, next } = await runListPage(plan, runner);
      const nextPageToken = toPageToken(plan, next);
      return { entities: rows, ...(nextPageToken && { nextPageToken }), metadata: toMetadata(runner, plan) };
    },
    rows(named, options = {}) {
      const { entityType, runner } = begin(named, 'LIST', options);
      const { conditions, maxRequests } = options;
      const limit = checkLimit(options.limit);
      const by = options.sortBy && checkSortBy(entityType, options.sortBy);
      const pageSize = Math.min(limit, TWILIO_PAGE_SIZE) || 1;
      const plan = planListPage(entityType, toCondition(entityType, conditions), { pageSize, sortBy: by });
      if (plan.reads.length > (maxRequests ?? Number.POSITIVE_INFINITY)) throw tooManyRequests(entityType, 0);
      return {
        [Symbol.asyncIterator]: () =>
          by ? readRowsInOrder(plan, runner, { by, limit }) : readRows(plan, runner, limit),
        get metadata() {
          return toMetadata(runner, plan);
        },
      };
    },
    explain(named, query = {}) {
      const { entityType } = begin(named, 'LIST');
      const condition = toCondition(entityType, query.conditions);
      const sortBy = query.sortBy && checkSortBy(entityType, query.sortBy);
      return explainList(planListPage(entityType, condition, { pageSize: TWILIO_PAGE_SIZE, sortBy }), sortBy);
    },
    async get(named, key, callOptions) {
      const { entityType, runner } = begin(named, 'GET', callOptions);
      const record = await runner.sendForEntity(planInstance(entityType, 'GET', key));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
  };
}

/** A page of a list in an order: Twilio's own as it comes, as long as it does, any other out of the whole list. */
async function listSorted(
  entityType: EntityType,
  runner: Runner,
  options: ListOptions<EntityType> & { readonly pageSize: number; readonly by: CheckedSortBy },
) {
  const { by, pageSize, pageToken } = options;
  const condition = toCondition(entityType, options.conditions);
  const start = planListPage(entityType, condition, { pageSize, sortBy: by });
  const sorted = pageToken ? decodeSortToken(start.hash, pageToken) : undefined;
  const isOwn = isOwnOrder(entityType, by, start.reads) && !sorted;
  if (pageToken && !sorted && !isOwn) throw invalidPageToken();
  const plan = pageToken && isOwn ? planListPage(entityType, condition, { pageSize, sortBy: by, pageToken }) : start;
  const own = isOwn ? await readInOwnOrder(plan, runner, by) : undefined;
  const position = sorted?.from ?? plan.position;
  const page = own ?? (await readSorted({ ...plan, position }, runner, { by, after: sorted?.place, count: pageSize }));
  const nextPageToken = page.behind
    ? encodeSortToken(plan.hash, { place: page.behind, from: position === start.position ? undefined : position })
    : toPageToken(plan, page.next);
  return { entities: page.rows, ...(nextPageToken && { nextPageToken }), metadata: toMetadata(runner, plan) };
}
