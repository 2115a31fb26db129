import type { AnyEntities, Begin } from './any-entities.js';
import { toCondition } from './conditions/to-condition.js';
import { explainList, toMetadata } from './engine/explain.js';
import {
  checkLimit,
  checkPageSize,
  type ListPlan,
  planListPage,
  runListPage,
  toPageToken,
  TWILIO_PAGE_SIZE,
} from './engine/list.js';
import { decodeSortToken, encodeSortToken } from './engine/page-token.js';
import { planInstance } from './engine/plan.js';
import { readRows } from './engine/rows.js';
import { type Row, type Runner, tooManyRequests } from './engine/runner.js';
import { type CheckedSortBy, checkSortBy, MAX_SORT_REQUESTS, readSorted } from './engine/sort.js';
import { type EntityType, keyOf } from './model/index.js';
import type { ListOptions, RowsOptions } from './operations.js';

/** The reads. */
export function createReads(begin: Begin): Pick<AnyEntities, 'list' | 'rows' | 'explain' | 'get'> {
  return {
    async list(named, options = {}) {
      const { entityType, runner } = begin(named, 'LIST', withRequestLimit(options));
      const pageSize = checkPageSize(options.pageSize);
      if (options.sortBy) return listSorted(entityType, runner, { ...options, pageSize, sortBy: options.sortBy });
      const { conditions, pageToken } = options;
      const plan = planListPage(entityType, toCondition(entityType, conditions), { pageSize, pageToken });
      const { rows, next } = await runListPage(plan, runner);
      const nextPageToken = toPageToken(plan, next);
      return { entities: rows, ...(nextPageToken && { nextPageToken }), metadata: toMetadata(runner, plan) };
    },
    rows(named, options = {}) {
      const { entityType, runner } = begin(named, 'LIST', withRequestLimit(options));
      const { conditions, maxRequests } = options;
      const limit = checkLimit(options.limit);
      const by = options.sortBy && checkSortBy(entityType, options.sortBy);
      const pageSize = by ? TWILIO_PAGE_SIZE : Math.min(limit, TWILIO_PAGE_SIZE) || 1;
      const plan = planListPage(entityType, toCondition(entityType, conditions), { pageSize, sortBy: by });
      if (plan.reads.length > (maxRequests ?? Number.POSITIVE_INFINITY)) throw tooManyRequests(entityType, 0);
      return {
        [Symbol.asyncIterator]: () => (by ? sortedRows(plan, runner, { by, limit }) : readRows(plan, runner, limit)),
        get metadata() {
          return toMetadata(runner, plan);
        },
      };
    },
    explain(named, query = {}) {
      const { entityType } = begin(named, 'LIST');
      const condition = toCondition(entityType, query.conditions);
      return explainList(planListPage(entityType, condition, { pageSize: TWILIO_PAGE_SIZE }));
    },
    async get(named, key, callOptions) {
      const { entityType, runner } = begin(named, 'GET', callOptions);
      const record = await runner.sendForEntity(planInstance(entityType, 'GET', key));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
  };
}

/** A sorted read goes through the whole list: unless the caller says how much that may cost, there is a limit. */
function withRequestLimit<O extends ListOptions<EntityType> | RowsOptions<EntityType>>(options: O): O {
  return options.sortBy && options.maxRequests === undefined ? { ...options, maxRequests: MAX_SORT_REQUESTS } : options;
}

async function listSorted(
  entityType: EntityType,
  runner: Runner,
  options: ListOptions<EntityType> & {
    readonly pageSize: number;
    readonly sortBy: NonNullable<ListOptions<EntityType>['sortBy']>;
  },
) {
  const by = checkSortBy(entityType, options.sortBy);
  const condition = toCondition(entityType, options.conditions);
  const plan = planListPage(entityType, condition, { pageSize: TWILIO_PAGE_SIZE, sortBy: by });
  const after = options.pageToken ? decodeSortToken(plan.hash, options.pageToken) : undefined;
  const { rows, hasMore } = await readSorted(plan, runner, { by, after, count: options.pageSize });
  const last = hasMore ? rows.at(-1) : undefined;
  const nextPageToken =
    last && encodeSortToken(plan.hash, { value: last[by.name], key: String(last[keyOf(entityType)]) });
  runner.warn(`Twilio cannot sort: the whole list was read to sort it by ${by.name}`);
  return { entities: rows, ...(nextPageToken && { nextPageToken }), metadata: toMetadata(runner, plan) };
}

async function* sortedRows(
  plan: ListPlan,
  runner: Runner,
  { by, limit = Number.POSITIVE_INFINITY }: { readonly by: CheckedSortBy; readonly limit?: number },
): AsyncGenerator<Row, void> {
  const { rows } = await readSorted(plan, runner, { by, after: undefined, count: limit });
  yield* rows;
}
