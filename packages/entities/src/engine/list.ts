import type { Condition, EntityType } from '../model/index.js';
import { type CheckedCondition, checkCondition, isTwilioFilter, predicates } from './conditions.js';
import { maxPageSizeOf } from './page-size.js';
import { decodePageToken, encodePageToken, hashQuery, invalidPageToken, type Position } from './page-token.js';
import { areAllMarked, findPlace, PAGE_START, placeAfter } from './place.js';
import { planRead } from './plan.js';
import { planReads, type Read } from './reads.js';
import { createResidual } from './residual.js';
import type { Row, Runner } from './runner.js';
import { type CheckedSortBy, isOwnOrder } from './sort.js';
import { readTwilioPage } from './twilio-page.js';
import { asListed, refuseUnlisted } from './unlisted.js';

// Where the residual filter drops rows, a page is filled up from Twilio's next ones, with so many lists more than it would
// take without: one call stays one call, and a page may be short while a token follows.
const EXTRA_LISTS = 9;
// Keys that there may not be: as many as ten seconds allow at 25 a second and node, with the two nodes of a connection.
const EXTRA_GETS = 500;

/** What a list is asked for, checked and planned. */
export interface ListPlan {
  readonly entityType: EntityType;
  readonly condition: CheckedCondition;
  readonly reads: readonly Read[];
  /** Whether a row that a read brought is an answer of it. */
  readonly matches: (row: Row, read: number) => boolean;
  /** The rows that the caller gets at once. */
  readonly pageSize: number;
  /** The rows that Twilio is asked for at once. */
  readonly twilioPageSize: number;
  readonly position: Position;
  readonly hash: string;
}

/** One page of a list. */
export interface Page {
  readonly rows: Row[];
  /** Where the list goes on; absent at its end. */
  readonly next?: Position;
}

/** Checks and plans a LIST; nothing is sent. */
export function planListPage(
  entityType: EntityType,
  asked: Condition | undefined,
  page: { readonly pageSize: number; readonly pageToken?: string; readonly sortBy?: CheckedSortBy },
): ListPlan {
  const { pageSize, sortBy, pageToken } = page;
  const condition = checkCondition(entityType, asked);
  const reads = planReads(entityType, condition);
  refuseUnlisted(entityType, { asked, condition, sortBy });
  const isSorted = sortBy !== undefined && !isOwnOrder(entityType, sortBy, reads);
  const hash = hashQuery(entityType.name, condition, sortBy);
  // Where rows fall away that Twilio cannot filter out, larger pages of its take fewer requests.
  const isExact = predicates(condition).every(isTwilioFilter) && !isSorted && !entityType.isOnePage;
  const maxPageSize = maxPageSizeOf(entityType);
  const twilioPageSize = isExact ? Math.min(pageSize, maxPageSize) : maxPageSize;
  const token = pageToken ? decodePageToken(hash, pageToken) : startOf(0, { twilioPageSize });
  if (pageToken && token.read >= reads.length) throw invalidPageToken();
  // Only within a page of Twilio's does its size have to stay what it was.
  const position = token.offset === 0 ? { ...token, pageSize: twilioPageSize } : token;
  const matches = createRowTest(condition, reads);
  return { entityType, condition, reads, matches, pageSize, twilioPageSize, position, hash };
}

/** Runs a planned LIST: rows in Twilio's own order, read after read, the whole condition applied. */
export async function runListPage(plan: ListPlan, runner: Runner, maxRequests = toMaxRequests(plan)): Promise<Page> {
  const rows: Row[] = [];
  let next: Position | undefined = plan.position;
  if (plan.reads.length === 0) return { rows };
  for (let sent = 0; next && rows.length < plan.pageSize && sent < maxRequests; sent += 1) {
    const position: Position = next;
    const step = await readStep(plan, position, runner);
    const { taken, end } = takeMatches(step, plan.pageSize - rows.length, (row) => plan.matches(row, position.read));
    rows.push(...taken);
    if (end < step.rows.length) next = { ...position, ...placeAfter(step.keys, end) };
    else next = step.next ?? (position.read + 1 < plan.reads.length ? startOf(position.read + 1, plan) : undefined);
  }
  return { rows, ...(next && { next }) };
}

/** How many requests a call may make before it answers what it has, with a token for the rest. */
export function toMaxRequests({ entityType, pageSize, reads }: ListPlan): number {
  const gets = reads.filter(({ isGet }) => isGet).length;
  return Math.ceil(pageSize / maxPageSizeOf(entityType)) + EXTRA_LISTS + Math.min(gets, EXTRA_GETS);
}

/** How many requests it takes at least until there are so many rows: a GET brings one of them, a list a page or less. */
export function leastRequests({ entityType, reads, position }: ListPlan, rows: number): number {
  let left = rows;
  let least = 0;
  for (const { isGet } of reads.slice(position.read)) {
    if (left <= 0) break;
    least += 1;
    left -= isGet ? 1 : maxPageSizeOf(entityType);
  }
  return least;
}

/** As many matching rows as there is room for, and the place behind which there may be more. */
function takeMatches({ rows, start }: Step, room: number, matches: (row: Row) => boolean) {
  const taken: Row[] = [];
  for (let index = start; index < rows.length; index += 1) {
    const row = rows[index];
    if (!row || !matches(row)) continue;
    if (taken.length === room) return { taken, end: index };
    taken.push(row);
  }
  return { taken, end: rows.length };
}

/** The token with which the next page is asked for. */
export function toPageToken({ hash }: ListPlan, next: Position | undefined): string | undefined {
  return next && encodePageToken(hash, next);
}

/** Whether a row is an answer, and of this read: of several reads that bring it, the first one that it fits. */
function createRowTest(condition: CheckedCondition, reads: readonly Read[]): ListPlan['matches'] {
  const matches = createResidual(condition);
  if (reads.length < 2) return matches;
  const fits = reads.map(({ branch }) => createResidual({ and: branch }));
  return (row, read) => matches(row) && fits.findIndex((test) => test(row)) === read;
}

/** What one request brought. */
interface Step {
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
  /** The rows before this one were gone through by an earlier call. */
  readonly start: number;
  /** Where the same read goes on. */
  readonly next?: Position;
}

async function readStep(plan: ListPlan, position: Position, runner: Runner): Promise<Step> {
  const { entityType, reads } = plan;
  const read = reads[position.read] as Read;
  const request = planRead(entityType, read);
  if (read.isGet) {
    const row = await runner.sendForEntityOrNothing(request);
    const shown = row && (reads.every(({ isGet }) => isGet) ? row : asListed(entityType, row));
    return { rows: shown ? [shown] : [], keys: [], start: 0 };
  }
  const { records, keys, next } = await readTwilioPage(entityType, request, position, runner);
  const rows = records.map(runner.readerOf(request));
  const seen = position.seen + rows.length;
  if (!next && seen >= (entityType.cap ?? Number.POSITIVE_INFINITY)) runner.warn(capped(entityType));
  if (!next && entityType.leavesOut) runner.warn(incomplete(entityType));
  const behind = next && { ...startOf(position.read, plan), ...next, seen };
  return { rows, keys, ...goOn(plan, position, { keys, rows, behind }) };
}

/**
 * Where the rows begin that were not gone through yet, and where the read goes on behind them. Only on the first page, which
 * has no token of Twilio's, can rows be added before a place: they move it to a later page, where it is looked for.
 *
 * @throws EntityError INVALID_PAGE_TOKEN when rows would be lost or come twice, whatever was answered
 */
function goOn(
  plan: ListPlan,
  position: Position,
  { keys, rows, behind }: Pick<Step, 'keys' | 'rows'> & { readonly behind: Position | undefined },
): Pick<Step, 'start' | 'next'> {
  const { after, before, offset, isMoved, pageToken, read } = position;
  const start = findPlace(keys, position);
  if (start === undefined) {
    const marks = { offset, after, before, isMoved: true };
    if (behind && (isMoved || pageToken === '')) return { start: rows.length, next: { ...behind, ...marks } };
    if (!areAllMarked(position)) throw invalidPageToken('belongs to a place around which all rows were deleted');
    // All rows before the place are gone, so that none of them can come twice.
    return isMoved ? { start: rows.length, next: startOf(read, plan) } : { start: 0, ...(behind && { next: behind }) };
  }
  if (!behind) return { start };
  // A place at the end of a page may be one in the middle of what was gone through: the rest was moved to the next.
  const isSplit = start === rows.length && after.length > 0;
  return { start, next: isSplit ? { ...behind, offset: after.length, after, before, isMoved: false } : behind };
}

function capped({ name, cap }: EntityType): string {
  return `Twilio lists no more than ${cap} ${name}, and this list has as many: there may be others. Narrow the condition`;
}

/** What no list of these can hold, however it is asked for. */
export function incomplete({ name, leavesOut }: EntityType): string {
  return `Twilio's list of ${name} leaves out ${leavesOut}`;
}

/** The beginning of a read. */
export function startOf(read: number, { twilioPageSize }: Pick<ListPlan, 'twilioPageSize'>): Position {
  return { read, pageSize: twilioPageSize, page: '0', pageToken: '', ...PAGE_START, seen: 0, last: null };
}
