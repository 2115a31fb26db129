import { readAnswerablePage } from '../engine/answerable-page.js';
import { isAlways } from '../engine/conditions.js';
import { readOne } from '../engine/gets.js';
import { type ListPlan, readAll } from '../engine/list.js';
import { planRead } from '../engine/plan.js';
import type { Read } from '../engine/reads.js';
import type { Row, Runner } from '../engine/runner.js';
import type { TwilioPage } from '../engine/twilio-page.js';
import type { TwilioRequest } from '../model/index.js';
import type { Work } from '../work.js';
import { boundAfter } from './scan-column.js';
import { isFresh, type Window } from './window.js';

type Port = Pick<Runner, 'send' | 'facts'>;

/** A page of a window, as Twilio returned it. */
export interface WindowPage extends Pick<TwilioPage, 'keys' | 'next'> {
  readonly rows: readonly Row[];
  /** The unit of each row; NaN where the column is null. Empty if the window cannot be divided. */
  readonly units: readonly number[];
}

/** Reads the next page of a window. @param signal ends the request */
export async function readWindow(
  plan: ListPlan,
  window: Window,
  { runner, signal }: { readonly runner: Runner; readonly signal: AbortSignal },
): Promise<WindowPage> {
  const read = plan.reads[window.read] as Read;
  if (read.isGet) return { rows: await readOne(plan, read, runner), keys: [], units: [] };
  const { facts } = runner;
  const port = { facts, send: (request: TwilioRequest) => runner.send(request, signal) };
  const { records, keys, next } = await readNarrowed(plan, window, port);
  const rows = await runner.work(readAll(records, runner.readerOf(planRead(plan.entityType, read))));
  const { column } = window;
  return { rows, keys, units: column ? rows.map((row) => column.unitOf(row)) : [], ...(next && { next }) };
}

/**
 * The lower bound may have risen since the first page. If Twilio refuses that for a page token, the list goes on with the bound
 * that it started with.
 */
async function readNarrowed(plan: ListPlan, window: Window, port: Port): Promise<TwilioPage> {
  try {
    return await readPage(plan, window, port);
  } catch (error) {
    const isNarrowed = window.next !== undefined && window.asked.low !== window.askedAtFirst;
    if (!isNarrowed || (error as { readonly status?: unknown } | undefined)?.status !== 400) throw error;
    port.facts.canNarrow = false;
    window.asked = { ...window.asked, low: window.askedAtFirst };
    return readPage(plan, window, port);
  }
}

function readPage({ entityType, reads, twilioPageSize }: ListPlan, window: Window, port: Port): Promise<TwilioPage> {
  const { column, asked, next } = window;
  const read = reads[window.read] as Read;
  if (column && isFresh(window)) {
    window.askedAtFirst = asked.low;
    window.bound = boundAfter(asked.high, column.unitsPerDay, port.facts);
  }
  const query = column ? column.toQuery(read.query, { low: asked.low, high: window.bound }) : read.query;
  const position = { pageSize: twilioPageSize, page: '0', pageToken: '', ...next };
  return readAnswerablePage(entityType, planRead(entityType, { ...read, query }), position, port);
}

/** Takes the rows of a page that belong to the window and to the answer. */
export function* takeRows(plan: ListPlan, window: Window, { rows, keys, units }: WindowPage): Work<readonly Row[]> {
  const isWhole = isAlways(plan.condition) && plan.reads.length < 2;
  if (isWhole && units.length === 0 && !window.delivered) return rows;
  const taken: Row[] = [];
  for (const [index, row] of rows.entries()) {
    const unit = units[index];
    // Only the condition decides on a row without a unit.
    if (unit !== undefined && (unit < window.low || unit > window.high)) continue;
    if (window.delivered?.has(keys[index] ?? '')) continue;
    if (isWhole || (yield* plan.matches(row, window.read))) taken.push(row);
  }
  return taken;
}
