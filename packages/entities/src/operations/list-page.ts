import {
  continueFrom,
  leastRequests,
  type ListPlan,
  maxRequestsOf,
  type Page,
  planListPage,
  runListPage,
  startOf,
} from '../engine/list.js';
import { maxPageSizeOf } from '../engine/page-size.js';
import {
  type BoundedFrom,
  decodeBoundedToken,
  decodePageToken,
  encodeBoundedToken,
  encodePageToken,
} from '../engine/page-token.js';
import type { Row, Runner } from '../engine/runner.js';
import type { Condition, EntityType } from '../model/index.js';
import { columnToReadAhead, estimateLow, LOWEST, type NewestRows, readNewest } from '../scan/read-ahead.js';
import type { ScanColumn } from '../scan/scan-column.js';

/** The pages of Twilio that are read side by side at first. Twice as many follow, since the list may be denser than it began. */
const FIRST_PAGES = 8;

/** A page of a list in Twilio's order. */
interface ListPage {
  readonly plan: ListPlan;
  readonly rows: readonly Row[];
  readonly nextPageToken?: string | undefined;
}

/** What to list. */
interface ListRequest {
  readonly condition: Condition | undefined;
  readonly pageSize: number;
  readonly pageToken: string | undefined;
  /** The time on which the condition depends, if it does. */
  readonly time: number | undefined;
}

/** Rows, and the position after them: in the list before a bound, if there is one. */
interface RowsRead extends Page {
  readonly bound?: string | undefined;
}

/**
 * Reads a page of a list in Twilio's order. A long page is read in windows, if the list is in the order of its window column. The
 * page after it then begins at a time, and is read in windows, too.
 */
export async function readListPage(entityType: EntityType, runner: Runner, request: ListRequest): Promise<ListPage> {
  const { condition, pageSize, pageToken, time } = request;
  const planWith = (...bounds: readonly Condition[]): Promise<ListPlan> => {
    const members = [...(condition ? [condition] : []), ...bounds];
    const all = members.length > 1 ? { and: members } : members[0];
    return runner.work(planListPage(entityType, all, { pageSize, time }));
  };
  const whole = await planWith();
  const bounded = pageToken ? decodeBoundedToken(whole.hash, entityType, pageToken) : undefined;
  const token = bounded ? bounded.token : pageToken;
  const start = bounded ? await planWith(isBefore(entityType, bounded.before)) : whole;
  const plan = token ? continueFrom(start, decodePageToken(whole.hash, token)) : start;
  runner.checkBudget(Math.min(leastRequests(plan, pageSize), maxRequestsOf(plan)));
  const { rows, next, bound } = await readRows(plan, runner, { bound: bounded?.before, planWith });
  const nextToken = next && encodePageToken(whole.hash, next);
  const nextPageToken =
    nextToken && bound !== undefined ? encodeBoundedToken(whole.hash, { before: bound, token: nextToken }) : nextToken;
  return { plan: whole, rows, ...(nextPageToken && { nextPageToken }) };
}

interface Way {
  readonly bound: BoundedFrom['before'] | undefined;
  readonly planWith: (...bounds: readonly Condition[]) => Promise<ListPlan>;
}

async function readRows(start: ListPlan, runner: Runner, way: Way): Promise<RowsRead> {
  const { entityType, pageSize: wanted } = start;
  const { memory } = runner;
  const rows: Row[] = [];
  const take = (more: readonly Row[]) => {
    for (const row of more) rows.push(row);
    memory.holdBesides(rows.length * memory.rowBytes);
  };
  const end = (last: RowsRead): RowsRead => {
    if (rows.length === 0) return last;
    take(last.rows);
    memory.holdBesides(0);
    memory.hold(rows.length * memory.rowBytes);
    return { ...last, rows };
  };
  let [plan, bound, pages] = [start, way.bound, FIRST_PAGES];
  for (;;) {
    const column = columnToReadAhead(plan, runner);
    if (!column) return end({ ...(await runListPage(plan, runner)), bound });
    // One page shows how dense the list is, and whether more follow.
    const pageSize = Math.min(plan.pageSize, maxPageSizeOf(entityType));
    const first = await runListPage({ ...plan, pageSize }, runner, 1);
    if (!first.next) return end({ ...first, bound });
    const newest = await readAhead({ plan, column, first, pages, kept: rows.length }, runner, { ...way, bound });
    if (!newest) {
      take(first.rows);
      const rest = { ...plan, position: first.next, pageSize: wanted - rows.length };
      return end({ ...(await runListPage(rest, runner)), bound });
    }
    take(newest.rows);
    // There are no rows before, or the condition excludes them.
    if (newest.before <= Math.max(LOWEST, column.from)) return end({ rows: [] });
    bound = column.textOf(newest.before);
    if (newest.isFull || rows.length === wanted) return end({ rows: [], next: startOf(0, plan), bound });
    const restOf = await way.planWith(isBefore(entityType, bound));
    plan = { ...restOf, pageSize: wanted - rows.length };
    pages *= 2;
  }
}

interface Ahead {
  readonly plan: ListPlan;
  readonly column: ScanColumn;
  /** The first page of the plan. */
  readonly first: Page;
  /** How many pages of Twilio to read. */
  readonly pages: number;
  /** The number of rows before them. */
  readonly kept: number;
}

/** Reads the rows of a plan in windows; undefined if they must be read page after page. */
async function readAhead(
  { plan, column, first, pages, kept }: Ahead,
  runner: Runner,
  { bound, planWith }: Way,
): Promise<NewestRows | undefined> {
  const { entityType, pageSize: wanted } = plan;
  // Where few rows of a page match, a range of many matches may be the whole list.
  const page = maxPageSizeOf(entityType);
  const expected = Math.min(wanted, pages * page);
  const low = first.rows.length >= page / 2 ? estimateLow(column, first.rows, expected) : undefined;
  if (low === undefined) return undefined;
  const isWithin: Condition = { field: column.name, operator: '>=', value: column.textOf(low) };
  const bounds = bound === undefined ? [isWithin] : [isBefore(entityType, bound), isWithin];
  return readNewest(await planWith(...bounds), runner, { wanted, expected, kept, low });
}

function isBefore({ window }: EntityType, text: string): Condition {
  return { field: window?.column ?? '', operator: '<', value: text };
}
