import { EntityError } from '../errors.js';
import { type Condition, type EntityType, keyOf } from '../model/index.js';
import { type CheckedComparison, checkCondition } from './conditions.js';
import { decodePageToken, encodePageToken, hashQuery, type Position } from './page-token.js';
import { checkKey, planInstance, planList } from './plan.js';
import { pushDown, type PushedDown } from './push-down.js';
import type { Runner, Row } from './runner.js';
import { createResidual } from './residual.js';

/** The number of entities on a page when the caller names none, and the most; both are Google's. */
export const DEFAULT_PAGE_SIZE = 25;
export const MAX_PAGE_SIZE = 200;

// A page whose rows the residual filter all drops is followed by the next one, so that a caller seldom sees an empty
// page with a token; this many times, so that one call stays one call.
const MAX_EMPTY_PAGES = 10;

/** What a list is asked for, checked and planned. */
export interface ListPlan {
  readonly entityType: EntityType;
  readonly comparisons: readonly CheckedComparison[];
  readonly key: string | undefined;
  readonly pushedDown: PushedDown;
  readonly pageSize: number;
  readonly position: Position | undefined;
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
  condition: Condition | undefined,
  page: { readonly pageSize?: number; readonly pageToken?: string },
): ListPlan {
  const comparisons = checkCondition(entityType, condition);
  const keyName = keyOf(entityType);
  const onKey = comparisons.find(({ name }) => name === keyName);
  const hash = hashQuery(entityType.name, comparisons);
  const pageSize = checkPageSize(page.pageSize);
  const position = page.pageToken ? decodePageToken(hash, page.pageToken) : undefined;
  const key = onKey && checkKey(entityType, String(onKey.value));
  const pushedDown = onKey ? { query: {}, pushed: [onKey] } : pushDown(comparisons);
  return { entityType, comparisons, key, pushedDown, pageSize, position, hash };
}

/** Runs a planned LIST: rows in Twilio's own order, every comparison applied. */
export async function runListPage(plan: ListPlan, runner: Runner): Promise<Page> {
  const matches = createResidual(plan.comparisons);
  if (plan.key !== undefined) {
    const record = await runner.sendForEntityOrNothing(planInstance(plan.entityType, 'GET', plan.key));
    return { rows: record ? [runner.read(record)].filter(matches) : [] };
  }
  let position = plan.position;
  for (let empty = 0; ; empty += 1) {
    const page = await readPage(plan, position, runner);
    const taken = page.records.slice(position?.offset ?? 0).slice(0, plan.pageSize);
    const rows = taken.map((record) => runner.read(record)).filter(matches);
    const next = following(plan, position, page, taken.length);
    if (!next) return { rows };
    if (rows.length > 0 || empty >= MAX_EMPTY_PAGES) return { rows, nextPageToken: encodePageToken(plan.hash, next) };
    position = next;
  }
}

interface TwilioPage {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly next?: { readonly page: string; readonly pageToken: string };
}

async function readPage(plan: ListPlan, position: Position | undefined, runner: Runner): Promise<TwilioPage> {
  const { entityType } = plan;
  const place = position && { ...(position.pageToken && { Page: position.page, PageToken: position.pageToken }) };
  const query = { ...plan.pushedDown.query, PageSize: position?.pageSize ?? plan.pageSize, ...place };
  const answer = await runner.send(planList(entityType, query));
  const records = (answer.body as Record<string, unknown> | undefined)?.[entityType.collection ?? ''];
  if (!Array.isArray(records) || !records.every(isRecord)) {
    const message = `Twilio's list of ${entityType.name} has no ${entityType.collection}; nothing of it was taken.`;
    throw new EntityError('UNREADABLE_ANSWER', message);
  }
  const { Page: page, PageToken: pageToken } = answer.nextPage?.query ?? {};
  if (!answer.nextPage) return { records };
  if (page === undefined || pageToken === undefined || pageToken === position?.pageToken) {
    throw new EntityError('UNREADABLE_ANSWER', `Twilio's list of ${entityType.name} does not say where it goes on.`);
  }
  return { records, next: { page: String(page), pageToken: String(pageToken) } };
}

/** Where the next call goes on: within Twilio's page when it holds more rows than were asked for, else behind it. */
function following(
  plan: ListPlan,
  position: Position | undefined,
  page: TwilioPage,
  taken: number,
): Position | undefined {
  const offset = (position?.offset ?? 0) + taken;
  const pageSize = position?.pageSize ?? plan.pageSize;
  if (position && offset < page.records.length) return { ...position, offset };
  return page.next && { pageSize, ...page.next, offset: 0 };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkPageSize(pageSize: number | undefined): number {
  if (pageSize === undefined || pageSize === 0) return DEFAULT_PAGE_SIZE;
  if (Number.isInteger(pageSize) && pageSize > 0) return Math.min(pageSize, MAX_PAGE_SIZE);
  throw new EntityError(
    'INVALID_PAGE_SIZE',
    `pageSize must be a whole number from 1 to ${MAX_PAGE_SIZE} (larger ones become that).`,
  );
}
