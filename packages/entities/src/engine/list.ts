import { EntityError } from '../errors.js';
import type { Condition, EntityType } from '../model/index.js';
import { type CheckedCondition, checkCondition, isTwilioFilter, predicates } from './conditions.js';
import { decodePageToken, encodePageToken, findPlace, hashQuery, invalidPageToken } from './page-token.js';
import { placeAfter, type Position } from './page-token.js';
import { planRead } from './plan.js';
import { planReads, type Read } from './reads.js';
import { createResidual } from './residual.js';
import type { Row, Runner } from './runner.js';
import { type CheckedSortBy, isOwnOrder } from './sort.js';
import { readTwilioPage } from './twilio-page.js';

/** The number of entities on a page when the caller names none: Google's. */
export const DEFAULT_PAGE_SIZE = 25;
/** The most on one page: that of Google's Connectors task. Its v2 API has a lower one of its own. */
export const MAX_PAGE_SIZE = 50_000;

/** The most rows that Twilio gives at once, as a rule (https://www.twilio.com/docs/usage/twilios-response). */
export const TWILIO_PAGE_SIZE = 1000;

/** The most rows that Twilio gives at once of an entity type. */
export function maxPageSizeOf({ maxPageSize = TWILIO_PAGE_SIZE }: EntityType): number {
  return maxPageSize;
}

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
  const condition = checkCondition(entityType, asked);
  const reads = planReads(entityType, condition);
  const { pageSize, sortBy, pageToken } = page;
  const isSorted = sortBy !== undefined && !isOwnOrder(entityType, sortBy, reads);
  const hash = hashQuery(entityType.name, condition, sortBy);
  // Where rows fall away that Twilio cannot filter out, larger pages of its take fewer requests.
  const isExact = predicates(condition).every(isTwilioFilter) && !isSorted;
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
    else next = step.behind ?? (position.read + 1 < plan.reads.length ? startOf(position.read + 1, plan) : undefined);
  }
  return { rows, ...(next && { next }) };
}

/** How many requests a call may make before it answers what it has, with a token for the rest. */
function toMaxRequests({ entityType, pageSize, reads }: ListPlan): number {
  const gets = reads.filter(({ isGet }) => isGet).length;
  return Math.ceil(pageSize / maxPageSizeOf(entityType)) + EXTRA_LISTS + Math.min(gets, EXTRA_GETS);
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
  /** Where the same read goes on behind these rows. */
  readonly behind?: Position;
}

async function readStep(plan: ListPlan, position: Position, runner: Runner): Promise<Step> {
  const { entityType, reads } = plan;
  const read = reads[position.read] as Read;
  const request = planRead(entityType, read);
  if (read.isGet) {
    const row = await runner.sendForEntityOrNothing(request);
    return { rows: row ? [row] : [], keys: [], start: 0 };
  }
  const { records, keys, next } = await readTwilioPage(entityType, request, position, runner);
  const rows = records.map(runner.readerOf(request));
  const seen = position.seen + rows.length;
  if (!next && seen >= (entityType.cap ?? Number.POSITIVE_INFINITY)) runner.warn(capped(entityType));
  const behind = next && { ...startOf(position.read, plan), ...next, seen };
  return { rows, keys, start: findPlace(keys, position), ...(behind && { behind }) };
}

function capped({ name, cap }: EntityType): string {
  return `Twilio lists no more than ${cap} ${name}, and this list has as many: there may be others. Narrow the condition`;
}

/** The beginning of a read. */
export function startOf(read: number, { twilioPageSize }: Pick<ListPlan, 'twilioPageSize'>): Position {
  return { read, pageSize: twilioPageSize, page: '0', pageToken: '', offset: 0, after: [], seen: 0, last: null };
}

/**
 * A limit on the number of rows.
 *
 * @throws EntityError INVALID_PAGE_SIZE
 */
export function checkLimit(limit = Number.POSITIVE_INFINITY): number {
  if (limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit >= 0)) return limit;
  throw new EntityError('INVALID_PAGE_SIZE', 'limit must be a whole number, 0 or more.');
}

/**
 * The page size that a caller gets.
 *
 * @throws EntityError INVALID_PAGE_SIZE
 */
export function checkPageSize(pageSize: number | undefined): number {
  if (pageSize === undefined || pageSize === 0) return DEFAULT_PAGE_SIZE;
  if (Number.isInteger(pageSize) && pageSize > 0) return Math.min(pageSize, MAX_PAGE_SIZE);
  throw new EntityError(
    'INVALID_PAGE_SIZE',
    `pageSize must be a whole number from 1 to ${MAX_PAGE_SIZE} (larger ones become that).`,
  );
}
