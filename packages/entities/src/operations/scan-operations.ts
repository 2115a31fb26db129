import { toCondition } from '../conditions/to-condition.js';
import { toMetadata } from '../engine/explain.js';
import { leastRequests, type ListPlan, planListPage } from '../engine/list.js';
import { checkLimit, TWILIO_PAGE_SIZE } from '../engine/page-size.js';
import { scanParents } from '../engine/parents.js';
import { readPages } from '../engine/rows.js';
import type { Runner } from '../engine/runner.js';
import { scanPages } from '../scan/scan-pages.js';
import type { ScanPage } from '../scan/scan.js';
import type { CompletedRange } from '../scan/windows.js';
import type {
  Catalog,
  CompletedPart,
  CountOptions,
  CountResult,
  EntityType,
  PageOfRows,
  Pages,
  ScanOptions,
} from '../model/index.js';
import type { Begin } from './calls.js';

/** Creates the operations that read all entities of a query in windows. */
export function createScans(begin: Begin, catalog: Catalog, now: () => number) {
  const planAll = async (
    { entityType, runner }: ReturnType<Begin>,
    { conditions, allowParentScan: allowed }: Pick<ScanOptions<EntityType>, 'conditions' | 'allowParentScan'>,
    { limit = Number.POSITIVE_INFINITY, time = now }: { readonly limit?: number; readonly time?: () => number } = {},
  ): Promise<ListPlan> => {
    const requested = await runner.work(toCondition(entityType, conditions, time));
    const condition = allowed ? await scanParents(entityType, requested, { catalog, runner, allowed }) : requested;
    const pageSize = Math.min(limit, TWILIO_PAGE_SIZE) || 1;
    const plan = await runner.work(planListPage(entityType, condition, { pageSize }));
    runner.checkBudget(leastRequests(plan, limit));
    return plan;
  };
  return {
    scan(named: string | EntityType, options: ScanOptions<EntityType> = {}): Pages<EntityType> {
      const begun = begin(named, 'LIST', { priority: 'bulk', ...options });
      const { runner } = begun;
      const { allowParentScan, completed = [], timeMs } = options;
      const limit = checkLimit(options.limit);
      let plan: ListPlan | undefined;
      return {
        async *[Symbol.asyncIterator]() {
          plan = await planAll(begun, options, { limit, time: () => timeMs ?? now() });
          if (limit < Number.POSITIVE_INFINITY) yield* readNewest(plan, runner, limit);
          else yield* readParts(plan, runner, { completed, hasParents: Boolean(allowParentScan) });
        },
        get metadata() {
          return toMetadata(runner, plan);
        },
      };
    },
    async count(named: string | EntityType, options: CountOptions<EntityType> = {}): Promise<CountResult> {
      const begun = begin(named, 'LIST', { priority: 'bulk', ...options });
      const { runner } = begun;
      const { isSerial } = options;
      const plan = await planAll(begun, options);
      let count = 0;
      for await (const { rows } of scanPages(plan, runner, { ...(isSerial && { isSerial }) })) count += rows.length;
      return { count, metadata: toMetadata(runner, plan) };
    },
  };
}

/** The newest rows, which are one part. */
async function* readNewest(plan: ListPlan, runner: Runner, limit: number): AsyncGenerator<PageOfRows<EntityType>> {
  let left = limit;
  for await (const rows of readPages(plan, runner, limit)) {
    left -= rows.length;
    yield { rows, part: 0, left };
  }
}

async function* readParts(
  plan: ListPlan,
  runner: Runner,
  { completed, hasParents }: { readonly completed: readonly CompletedPart[]; readonly hasParents: boolean },
): AsyncGenerator<PageOfRows<EntityType>> {
  const numbers = new Map<object, number>();
  let next = 0;
  for await (const page of scanPages(plan, runner, { completed: completed.map(toRange) })) {
    const part = numbers.get(page.part) ?? next++;
    if (page.isLast) numbers.delete(page.part);
    else numbers.set(page.part, part);
    yield {
      rows: page.rows,
      part,
      // Other parents would make other reads.
      ...(page.isLast && !hasParents && { completed: toPart(page) }),
      ...(page.left !== undefined && { left: page.left }),
    };
  }
}

function toRange({ read, low, high }: CompletedPart): CompletedRange {
  return { read, low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY };
}

function toPart({ read, part: { low, high } }: ScanPage): CompletedPart {
  return { read, low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}
