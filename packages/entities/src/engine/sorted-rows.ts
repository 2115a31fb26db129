import { keyOf } from '../model/index.js';
import { leastRequests, type ListPlan, runListPage } from './list.js';
import { mergeSort } from './merge-sort.js';
import { maxPageSizeOf } from './page-size.js';
import type { Position } from './page-token.js';
import { readPages } from './rows.js';
import type { Row, Runner } from './runner.js';
import { type CheckedSortBy, isTwilioOrder, type SortPlace } from './sort.js';
import type { Work } from '../work.js';

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
  if (!(await runner.work(areInOrder(rows, plan.position.last, by)))) return undefined;
  const last = rows.length > 0 ? (rows.at(-1)?.[by.name] ?? null) : plan.position.last;
  return { rows, ...(next && { next: { ...next, last } }) };
}

/** Whether rows are in order after a row with the sort value `before`; null if there is none. */
function* areInOrder(rows: readonly Row[], before: unknown, by: CheckedSortBy): Work<boolean> {
  let last = before;
  for (const row of rows) {
    yield by.units(row);
    if (last !== null && by.compareValues(last, row[by.name]) > 0) return false;
    last = row[by.name] ?? null;
  }
  return true;
}

/** The rows that a sorted page needs. */
interface SortedWindow {
  readonly by: CheckedSortBy;
  /** The rows after this place; all if absent. */
  readonly after?: SortPlace;
  /** The number of rows on the page. */
  readonly count: number;
}

/**
 * Returns the first rows in an order, or the first after a place. Reads the whole list once, from the plan's position on,
 * and keeps little more in memory than it returns.
 */
export async function readSorted(plan: ListPlan, runner: Runner, window: SortedWindow): Promise<SortedPage> {
  runner.limitRequests(MAX_SORT_REQUESTS);
  runner.checkBudget(leastRequests(plan, Number.POSITIVE_INFINITY));
  runner.warn(whySorted(plan, window.by));
  const { memory } = runner;
  const first = createFirstRows(keyOf(plan.entityType), window);
  for await (const rows of readPages(inLargePages(plan), runner)) {
    await runner.work(first.add(rows));
    memory.holdBesides(first.held * memory.rowBytes);
  }
  const page = await runner.work(first.toPage());
  memory.holdBesides(0);
  memory.hold(page.rows.length * memory.rowBytes);
  return page;
}

/** Collects the first rows of an order. */
function createFirstRows(key: string | undefined, { by, after, count }: SortedWindow) {
  const anchor: Row | undefined = after && { [by.name]: after.value, ...(key !== undefined && { [key]: after.key }) };
  let held: Row[] = [];
  let alike = 0;

  function isAfter(row: Row): boolean {
    const place = anchor ? by.compare(row, anchor) : 1;
    return place > 0 || (place === 0 && key === undefined && alike++ >= Number(after?.key));
  }

  /** Without keys, a place is the number of rows with its value so far. */
  function* countAlike(rows: readonly Row[], row: Row): Work<number> {
    let all = anchor && by.compare(row, anchor) === 0 ? Number(after?.key) : 0;
    for (const other of rows) {
      yield by.units(other);
      if (by.compare(other, row) === 0) all += 1;
    }
    return all;
  }

  return {
    /** The number of rows in memory. */
    get held() {
      return held.length;
    },
    *add(rows: readonly Row[]): Work<void> {
      for (const row of rows) {
        yield by.units(row);
        if (isAfter(row)) held.push(row);
      }
      // Sorting in large batches means that each row is sorted only a few times.
      if (held.length >= 2 * (count + 1) + 1000) held = (yield* mergeSort(held, by)).slice(0, count + 1);
    },
    *toPage(): Work<SortedPage> {
      const sorted = yield* mergeSort(held, by);
      const rows = sorted.slice(0, count);
      const last = sorted.length > count ? rows.at(-1) : undefined;
      if (!last) return { rows };
      const place = String(key === undefined ? yield* countAlike(rows, last) : last[key]);
      return { rows, last: { value: last[by.name], key: place } };
    },
  };
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
