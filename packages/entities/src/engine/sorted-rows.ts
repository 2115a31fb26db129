import { keyOf } from '../model/index.js';
import { leastRequests, type ListPlan, runListPage } from './list.js';
import { maxPageSizeOf } from './page-size.js';
import type { Position } from './page-token.js';
import { readRows } from './rows.js';
import type { Row, Runner } from './runner.js';
import { type CheckedSortBy, isTwilioOrder, type SortPlace } from './sort.js';

/** The default maximum cost of a sorted read: a hundred thousand rows at a thousand per request. */
const MAX_SORT_REQUESTS = 100;

/** Sorted rows and the position after them. */
export interface SortedPage {
  readonly rows: readonly Row[];
  /** In Twilio's order: the position in Twilio's list. */
  readonly next?: Position;
  /** In any other order: the last row, if more follow. */
  readonly last?: SortPlace;
}

/**
 * Reads a page of a list that Twilio should return in this order. Compares every row with the previous one; undefined if
 * the order is violated.
 */
export async function readInTwilioOrder(
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
 * Returns the first rows in an order, or the first after a place. Reads the whole list once, from the plan's position on,
 * and keeps little more in memory than it returns.
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
  runner.limitRequests(MAX_SORT_REQUESTS);
  runner.checkBudget(leastRequests(plan, Number.POSITIVE_INFINITY));
  runner.warn(whySorted(plan, by));
  for await (const row of readRows(inLargePages(plan), runner)) {
    const place = anchor ? compare(row, anchor) : 1;
    if (place < 0 || (place === 0 && (key !== undefined || alike++ < Number(after?.key)))) continue;
    held.push(row);
    // Sorting in large batches means that each row is sorted only a few times.
    if (held.length >= 2 * keep + 1000) held = held.sort(compare).slice(0, keep);
    runner.memory.holdBesides(held.length * runner.memory.rowBytes);
  }
  const rows = held.sort(compare).slice(0, count);
  runner.memory.holdBesides(0);
  runner.memory.hold(rows.length * runner.memory.rowBytes);
  const lastRow = held.length > count ? rows.at(-1) : undefined;
  if (!lastRow) return { rows };
  return { rows, last: { value: lastRow[name], key: String(key === undefined ? countAlike(lastRow) : lastRow[key]) } };

  function countAlike(row: Row): number {
    const before = anchor && compare(row, anchor) === 0 ? Number(after?.key) : 0;
    return before + rows.filter((other) => compare(other, row) === 0).length;
  }
}

/** Reads all rows in an order: unsorted while Twilio returns them in this order, sorted from the first violation on. */
export async function* readRowsInOrder(
  plan: ListPlan,
  runner: Runner,
  { by, limit }: { readonly by: CheckedSortBy; readonly limit: number },
): AsyncGenerator<Row, void> {
  let remaining = limit;
  let position: Position | undefined = plan.position;
  let isInTwilioOrder = isTwilioOrder(plan.entityType, by, plan.reads);
  while (isInTwilioOrder && position && remaining > 0) {
    const page: SortedPage | undefined = await readInTwilioOrder(
      { ...plan, position, pageSize: remaining },
      runner,
      by,
      1,
    );
    if (!page) isInTwilioOrder = false;
    else {
      yield* page.rows;
      remaining -= page.rows.length;
      position = page.next;
    }
  }
  if (isInTwilioOrder || !position || remaining <= 0) return;
  const { rows } = await readSorted({ ...plan, position }, runner, { by, count: remaining });
  yield* rows;
}

/** Uses Twilio's largest pages, because reading all rows then takes the fewest requests. */
function inLargePages(plan: ListPlan): ListPlan {
  const { position } = plan;
  const pageSize = maxPageSizeOf(plan.entityType);
  const isWithinPage = position.offset > 0;
  return {
    ...plan,
    twilioPageSize: pageSize,
    position: isWithinPage ? position : { ...position, pageSize },
  };
}

function whySorted({ entityType, reads, position }: ListPlan, by: CheckedSortBy): string {
  if (!isTwilioOrder(entityType, by, reads)) {
    return `Twilio cannot sort by ${by.name}: the whole list was read and sorted`;
  }
  const isStart = position.seen === 0 && position.offset === 0;
  const rest = isStart
    ? 'the whole list was read and sorted'
    : 'the remaining rows were sorted, but earlier rows may be out of order';
  return `Twilio's list was not sorted by ${by.name}: ${rest}`;
}
