import { EntityError } from '../errors.js';
import type { Condition, EntityType } from '../model/index.js';
import { type CheckedCondition, checkCondition } from './conditions.js';
import { decodePageToken, encodePageToken, hashQuery, invalidPageToken, type Position } from './page-token.js';
import { checkKey, planInstance } from './plan.js';
import { planReads, type Read } from './reads.js';
import { createResidual } from './residual.js';
import type { Row, Runner } from './runner.js';
import { readTwilioPage } from './twilio-page.js';

/** The number of entities on a page when the caller names none, and the most; both are Google's. */
export const DEFAULT_PAGE_SIZE = 25;
export const MAX_PAGE_SIZE = 200;

// A page whose rows the residual filter all drops is followed by the next one, so that a caller seldom sees an empty
// page with a token; this many times, so that one call stays one call.
const MAX_EMPTY_PAGES = 10;

/** What a list is asked for, checked and planned. */
export interface ListPlan {
  readonly entityType: EntityType;
  readonly condition: CheckedCondition;
  readonly reads: readonly Read[];
  readonly pageSize: number;
  readonly position: Position;
  readonly hash: string;
}

/** One page of a list. */
export interface Page {
  readonly rows: Row[];
  readonly nextPageToken?: string;
}

/** Checks and plans a LIST; nothing is sent. */
export function planListPage(
  entityType: EntityType,
  asked: Condition | undefined,
  page: { readonly pageSize?: number; readonly pageToken?: string },
): ListPlan {
  const condition = checkCondition(entityType, asked);
  const reads = planReads(condition);
  for (const { key } of reads) if (key !== undefined) checkKey(entityType, key);
  const hash = hashQuery(entityType.name, condition);
  const pageSize = checkPageSize(page.pageSize);
  const position = page.pageToken ? decodePageToken(hash, page.pageToken) : startOf(0, pageSize);
  if (position.read >= reads.length) throw invalidPageToken();
  return { entityType, condition, reads, pageSize, position, hash };
}

/** Runs a planned LIST: rows in Twilio's own order, read after read, the whole condition applied. */
export async function runListPage(plan: ListPlan, runner: Runner): Promise<Page> {
  const matches = createRowTest(plan);
  const rows: Row[] = [];
  let next: Position | undefined = plan.position;
  for (let emptyPages = 0; next && emptyPages <= MAX_EMPTY_PAGES;) {
    const position: Position = next;
    const isGet = plan.reads[position.read]?.key !== undefined;
    // A page of Twilio's is never cut to fill one up; single rows are collected.
    if (rows.length > 0 && (!isGet || rows.length >= plan.pageSize)) break;
    const step = await readStep(plan, position, runner);
    const found = step.rows.filter((row) => matches(row, position.read));
    rows.push(...found);
    if (found.length === 0 && !isGet) emptyPages += 1;
    const nextRead = position.read + 1;
    next = step.next ?? (nextRead < plan.reads.length ? startOf(nextRead, plan.pageSize) : undefined);
  }
  return { rows, ...(next && { nextPageToken: encodePageToken(plan.hash, next) }) };
}

/** Whether a row is an answer, and of this read: of several reads that bring it, the first one that it fits. */
function createRowTest({ condition, reads }: ListPlan): (row: Row, read: number) => boolean {
  const matches = createResidual(condition);
  if (reads.length < 2) return matches;
  const fits = reads.map(({ branch }) => createResidual({ and: branch }));
  return (row, read) => matches(row) && fits.findIndex((test) => test(row)) === read;
}

/** What one request brought, and where the same read goes on. */
interface Step {
  readonly rows: readonly Row[];
  readonly next?: Position;
}

async function readStep(plan: ListPlan, position: Position, runner: Runner): Promise<Step> {
  const { entityType, reads, pageSize } = plan;
  const { key, query = {} } = reads[position.read] ?? {};
  if (key !== undefined) {
    const record = await runner.sendForEntityOrNothing(planInstance(entityType, 'GET', key));
    return { rows: record ? [runner.read(record)] : [] };
  }
  const page = await readTwilioPage(entityType, query, position, runner);
  const taken = page.records.slice(position.offset, position.offset + pageSize);
  const offset = position.offset + taken.length;
  const rows = taken.map((record) => runner.read(record));
  // Within Twilio's page when it holds more rows than were asked for, else behind it.
  if (offset < page.records.length) return { rows, next: { ...position, offset } };
  return { rows, ...(page.next && { next: { ...position, ...page.next, offset: 0 } }) };
}

function startOf(read: number, pageSize: number): Position {
  return { read, pageSize, page: '0', pageToken: '', offset: 0 };
}

function checkPageSize(pageSize: number | undefined): number {
  if (pageSize === undefined || pageSize === 0) return DEFAULT_PAGE_SIZE;
  if (Number.isInteger(pageSize) && pageSize > 0) return Math.min(pageSize, MAX_PAGE_SIZE);
  throw new EntityError(
    'INVALID_PAGE_SIZE',
    `pageSize must be a whole number from 1 to ${MAX_PAGE_SIZE} (larger ones become that).`,
  );
}
