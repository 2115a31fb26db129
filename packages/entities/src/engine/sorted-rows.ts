import { keyOf } from '../model/index.js';
import { leastRequests, type ListPlan, runListPage } from './list.js';
import { maxPageSizeOf } from './page-size.js';
import type { Position } from './page-token.js';
import { readRows } from './rows.js';
import type { Row, Runner } from './runner.js';
import { type CheckedSortBy, isOwnOrder, type SortPlace } from './sort.js';

/** What a sorted read may cost unless the caller says otherwise: at a thousand rows a request, a hundred thousand rows. */
const MAX_SORT_REQUESTS = 100;

/** Rows in an order, and where the list goes on. */
export interface SortedPage {
  readonly rows: readonly Row[];
  /** In Twilio's own order, its place there. */
  readonly next?: Position;
  /** In any other, the last row, when there are more behind it. */
  readonly behind?: SortPlace;
}

/**
 * A page of a list that comes in the order by itself. Every row is held against the one before; undefined when the list
 * comes in another order after all.
 */
export async function readInOwnOrder(
  plan: ListPlan,
  runner: Runner,
  by: CheckedSortBy,
  maxRequests?: number,
): Promise<SortedPage | undefined> {
  const { rows, next } = await runListPage(plan, runner, maxRequests);
  let { last } = plan.position;
  for (const row of rows) {
    if (last !== null && by.compareValues(last, row[by.name]) > 0) return undefined;
    last = row[by.name] ?? null;
  }
  return { rows, ...(next && { next: { ...next, last } }) };
}

/**
 * The first rows in the order, or the first behind a place: reads the whole list once, from the plan's position on, and
 * holds no more than it answers.
 */
export async function readSorted(
  plan: ListPlan,
  runner: Runner,
  order: { readonly by: CheckedSortBy; readonly after?: SortPlace; readonly count: number },
): Promise<SortedPage> {
  const { by, after, count } = order;
  const { compare, name } = by;
  const key = keyOf(plan.entityType);
  const anchor: Row | undefined = after && { [name]: after.value, ...(key !== undefined && { [key]: after.key }) };
  let held: Row[] = [];
  let alike = 0;
  const keep = count + 1;
  runner.limitTo(MAX_SORT_REQUESTS);
  runner.expect(leastRequests(plan, Number.POSITIVE_INFINITY));
  runner.warn(whySorted(plan, by));
  for await (const row of readRows(inLargePages(plan), runner)) {
    const place = anchor ? compare(row, anchor) : 1;
    if (place < 0 || (place === 0 && (key !== undefined || alike++ < Number(after?.key)))) continue;
    held.push(row);
    // Seldom, so that each row is sorted a few times only.
    if (held.length >= 2 * keep + 1000) held = held.sort(compare).slice(0, keep);
  }
  const rows = held.sort(compare).slice(0, count);
  const last = held.length > count ? rows.at(-1) : undefined;
  if (!last) return { rows };
  return { rows, behind: { value: last[name], key: String(key === undefined ? countAlike(last) : last[key]) } };

  function countAlike(row: Row): number {
    const before = anchor && compare(row, anchor) === 0 ? Number(after?.key) : 0;
    return before + rows.filter((other) => compare(other, row) === 0).length;
  }
}

/** All rows in an order: as they come where that is Twilio's own, sorted from the first one on that is out of it. */
export async function* readRowsInOrder(
  plan: ListPlan,
  runner: Runner,
  { by, limit }: { readonly by: CheckedSortBy; readonly limit: number },
): AsyncGenerator<Row, void> {
  let left = limit;
  let position: Position | undefined = plan.position;
  let isOwn = isOwnOrder(plan.entityType, by, plan.reads);
  while (isOwn && position && left > 0) {
    const page: SortedPage | undefined = await readInOwnOrder({ ...plan, position, pageSize: left }, runner, by, 1);
    if (!page) isOwn = false;
    else {
      yield* page.rows;
      left -= page.rows.length;
      position = page.next;
    }
  }
  if (isOwn || !position || left <= 0) return;
  const { rows } = await readSorted({ ...plan, position }, runner, { by, count: left });
  yield* rows;
}

/** Where all rows are needed, Twilio's largest pages take the fewest requests. */
function inLargePages(plan: ListPlan): ListPlan {
  const { position } = plan;
  const pageSize = maxPageSizeOf(plan.entityType);
  const isWithin = position.offset > 0;
  return {
    ...plan,
    twilioPageSize: pageSize,
    position: isWithin ? position : { ...position, pageSize },
  };
}

function whySorted({ entityType, reads, position }: ListPlan, by: CheckedSortBy): string {
  if (!isOwnOrder(entityType, by, reads)) {
    return `Twilio cannot sort: the whole list was read to sort it by ${by.name}`;
  }
  const isStart = position.seen === 0 && position.offset === 0;
  const rest = isStart
    ? 'it was read to its end and sorted'
    : 'the rest was sorted, and rows before it may belong behind';
  return `Twilio's list did not come by ${by.name}: ${rest}`;
}
