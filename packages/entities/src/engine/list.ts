import type { Condition, EntityType } from '../model/index.js';
import { readAnswerablePage } from './answerable-page.js';
import { type CheckedCondition, checkingCondition, isTwilioFilter, predicates } from './conditions.js';
import { getsFrom, readGets } from './gets.js';
import { maxPageSizeOf } from './page-size.js';
import {
  decodePageToken,
  encodePageToken,
  hashQuery,
  invalidPageToken,
  type Position,
  withTime,
} from './page-token.js';
import { areAllMarked, findPlace, PAGE_START, placeAfter } from './place.js';
import { planRead } from './plan.js';
import { planningReads, type Read } from './reads.js';
import { createRowTest, type RowTest } from './row-test.js';
import type { Row, Runner } from './runner.js';
import { type CheckedSortBy, isTwilioOrder } from './sort.js';
import { readTwilioPage } from './twilio-page.js';
import { refuseUnlisted } from './unlisted.js';
import { PIECE_UNITS, VALUE_UNITS, type Work } from '../work.js';

// If the residual filter drops rows, a page is filled from Twilio's next pages, with at most this many extra list
// requests. Beyond it, the page is short and a token follows.
const EXTRA_LISTS = 9;
// Extra GETs for keys that may not exist: what two nodes can send in ten seconds at 25 requests a second each.
const EXTRA_GETS = 500;

/** A checked and planned list. */
export interface ListPlan {
  readonly entityType: EntityType;
  readonly condition: CheckedCondition;
  readonly reads: readonly Read[];
  /** Whether a row of a read belongs to the answer. */
  readonly matches: RowTest;
  /** The number of rows per page of the caller. */
  readonly pageSize: number;
  /** The number of rows per page of Twilio. */
  readonly twilioPageSize: number;
  readonly position: Position;
  readonly hash: string;
}

/** One page of a list. */
export interface Page {
  readonly rows: Row[];
  /** The position after the page; absent at the end of the list. */
  readonly next?: Position;
}

/** Checks and plans a LIST, in slices. Sends nothing. */
export function* planListPage(
  entityType: EntityType,
  requested: Condition | undefined,
  page: {
    readonly pageSize: number;
    readonly pageToken?: string;
    readonly sortBy?: CheckedSortBy;
    /** The time on which the condition depends, if it does. */
    readonly time?: number;
  },
): Work<ListPlan> {
  const { pageSize, sortBy, pageToken, time } = page;
  const condition = yield* checkingCondition(entityType, requested);
  const reads = yield* planningReads(entityType, condition);
  refuseUnlisted(entityType, { requested, condition, sortBy });
  const isSorted = sortBy !== undefined && !isTwilioOrder(entityType, sortBy, reads);
  const hash = withTime(hashQuery(entityType.name, condition, sortBy), time);
  // If rows are dropped after the read, larger Twilio pages need fewer requests.
  const isExact = predicates(condition).every(isTwilioFilter) && !isSorted && !entityType.isOnePage;
  const maxPageSize = maxPageSizeOf(entityType);
  const twilioPageSize = isExact ? Math.min(pageSize, maxPageSize) : maxPageSize;
  const position = startOf(0, { twilioPageSize });
  const matches = yield* createRowTest(condition, reads);
  const plan = { entityType, condition, reads, matches, pageSize, twilioPageSize, position, hash };
  return pageToken ? continueFrom(plan, decodePageToken(hash, pageToken)) : plan;
}

/**
 * Moves a plan to the position in a page token.
 *
 * @throws EntityError INVALID_PAGE_TOKEN if the token was forged: the plan has no such read
 */
export function continueFrom(plan: ListPlan, position: Position): ListPlan {
  if (position.read >= plan.reads.length) throw invalidPageToken();
  // Twilio's page size must stay the same only in the middle of a Twilio page.
  return { ...plan, position: position.offset === 0 ? { ...position, pageSize: plan.twilioPageSize } : position };
}

/** Runs a planned LIST: rows in Twilio's order, read after read, with the whole condition applied. */
export async function runListPage(plan: ListPlan, runner: Runner, maxRequests = maxRequestsOf(plan)): Promise<Page> {
  const rows: Row[] = [];
  let next: Position | undefined = plan.position;
  if (plan.reads.length === 0) return { rows };
  for (let sent = 0; next && rows.length < plan.pageSize && sent < maxRequests;) {
    const position: Position = next;
    const room = plan.pageSize - rows.length;
    const gets = getsFrom(plan, position.read, Math.min(room, maxRequests - sent));
    sent += gets || 1;
    const missing = Math.min(room, (maxRequests - sent + 1) * plan.twilioPageSize);
    runner.memory.beforeRequest({ held: rows.length, missing, page: gets || position.pageSize });
    if (gets > 0) {
      const found = await readGets(plan, { first: position.read, count: gets }, runner);
      for (const row of found.rows) rows.push(row);
      next = afterRead(plan, position.read + found.count - 1);
      continue;
    }
    const step = await readStep(plan, position, runner);
    const matches = (row: Row) => plan.matches(row, position.read);
    const { taken, end } = await runner.work(takeMatches(step, room, matches));
    for (const row of taken) rows.push(row);
    if (end < step.rows.length) next = { ...position, ...placeAfter(step.keys, end) };
    else next = step.next ?? afterRead(plan, position.read);
  }
  runner.memory.hold(rows.length * runner.memory.rowBytes);
  return { rows, ...(next && { next }) };
}

function afterRead(plan: ListPlan, read: number): Position | undefined {
  return read + 1 < plan.reads.length ? startOf(read + 1, plan) : undefined;
}

/** Returns the number of requests after which a call returns a short page and a token. */
export function maxRequestsOf({ entityType, pageSize, reads }: ListPlan): number {
  const gets = reads.filter(({ isGet }) => isGet).length;
  return Math.ceil(pageSize / maxPageSizeOf(entityType)) + EXTRA_LISTS + Math.min(gets, EXTRA_GETS);
}

/** Returns the minimum number of requests for a number of rows: a GET returns one row, a list request up to a page. */
export function leastRequests({ entityType, reads, position }: ListPlan, rows: number): number {
  let remaining = rows;
  let least = 0;
  for (const { isGet } of reads.slice(position.read)) {
    if (remaining <= 0) break;
    least += 1;
    remaining -= isGet ? 1 : maxPageSizeOf(entityType);
  }
  return least;
}

/** Takes matching rows up to a maximum, and returns the index at which more may follow. */
function* takeMatches(
  { rows, start }: Step,
  room: number,
  matches: (row: Row) => Work<boolean>,
): Work<{ readonly taken: readonly Row[]; readonly end: number }> {
  const taken: Row[] = [];
  for (let index = start; index < rows.length; index += 1) {
    const row = rows[index];
    if (!row || !(yield* matches(row))) continue;
    if (taken.length === room) return { taken, end: index };
    taken.push(row);
  }
  return { taken, end: rows.length };
}

/** Encodes the token of the next page. */
export function toPageToken({ hash }: ListPlan, next: Position | undefined): string | undefined {
  return next && encodePageToken(hash, next);
}

/** The rows of one request. */
interface Step {
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
  /** The index of the first row that no earlier call has processed. */
  readonly start: number;
  /** The position at which the same read continues. */
  readonly next?: Position;
}

async function readStep(plan: ListPlan, position: Position, runner: Runner): Promise<Step> {
  const { entityType, reads } = plan;
  const read = reads[position.read] as Read;
  const request = planRead(entityType, read);
  // A place in the middle of a page is found again only in a page of the same size.
  const readPage = position.offset === 0 ? readAnswerablePage : readTwilioPage;
  const { records, keys, next } = await readPage(entityType, request, position, runner);
  const rows = await runner.work(readAll(records, runner.readerOf(request)));
  const seen = position.seen + rows.length;
  if (!next && seen >= (entityType.cap ?? Number.POSITIVE_INFINITY)) runner.warn(capped(entityType));
  if (!next && entityType.leavesOut) runner.warn(incomplete(entityType));
  const following = next && { ...startOf(position.read, plan), ...next, seen };
  return { rows, keys, ...continueAt(plan, position, { keys, rows, following }) };
}

/** Converts the records of a page to rows. */
export function* readAll(records: readonly Row[], read: (record: Row) => Row): Work<readonly Row[]> {
  const rows: Row[] = [];
  let [unitsPerRow, units] = [0, 0];
  for (const record of records) {
    const row = read(record);
    rows.push(row);
    // All rows of a list have the same columns.
    units += unitsPerRow ||= VALUE_UNITS * Object.keys(row).length;
    if (units < PIECE_UNITS / 2) continue;
    yield units;
    units = 0;
  }
  if (units > 0) yield units;
  return rows;
}

/**
 * Finds the first unprocessed row of a page and the position after the page. New rows can appear before a place only on
 * the first page, which has no Twilio token. They move the place to a later page, and the search continues there.
 *
 * @throws EntityError INVALID_PAGE_TOKEN if rows would inevitably be lost or repeated
 */
function continueAt(
  plan: ListPlan,
  position: Position,
  { keys, rows, following }: Pick<Step, 'keys' | 'rows'> & { readonly following: Position | undefined },
): Pick<Step, 'start' | 'next'> {
  const { after, before, offset, isMoved, pageToken, read } = position;
  const start = findPlace(keys, position);
  if (start === undefined) {
    const marks = { offset, after, before, isMoved: true };
    if (following && (isMoved || pageToken === '')) return { start: rows.length, next: { ...following, ...marks } };
    if (!areAllMarked(position)) throw invalidPageToken('is outdated: all rows around its position were deleted');
    // All rows before the place were deleted, so none can be repeated.
    return isMoved
      ? { start: rows.length, next: startOf(read, plan) }
      : { start: 0, ...(following && { next: following }) };
  }
  if (!following) return { start };
  // A place at the end of a page may have processed rows after it: new rows moved those to the next page.
  const isSplit = start === rows.length && after.length > 0;
  return { start, next: isSplit ? { ...following, offset: after.length, after, before, isMoved: false } : following };
}

function capped({ name, cap }: EntityType): string {
  return `Twilio lists at most ${cap} ${name}, and this list reached that limit, so rows may be missing. Narrow the condition`;
}

/** Describes the entities that every list of an entity type omits. */
export function incomplete({ name, leavesOut }: EntityType): string {
  return `Twilio's list of ${name} omits ${leavesOut}`;
}

/** Returns the start position of a read. */
export function startOf(read: number, { twilioPageSize }: Pick<ListPlan, 'twilioPageSize'>): Position {
  return { read, pageSize: twilioPageSize, page: '0', pageToken: '', ...PAGE_START, seen: 0, last: null };
}
