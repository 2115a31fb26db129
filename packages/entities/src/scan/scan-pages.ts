import type { ListPlan } from '../engine/list.js';
import type { Row, Runner } from '../engine/runner.js';
import { Scan, type ScanPage, type ScanWay } from './scan.js';

/**
 * Reads all rows of a plan as fast as the limits allow, in no order. While the consumer uses a page, the next ones are read, eight
 * to twelve of them; if the consumer stops, the requests in flight are aborted.
 *
 * @throws EntityError INCOMPLETE_LIST if Twilio's list is cut off at a number of rows and cannot be divided
 */
export async function* scanPages(plan: ListPlan, runner: Runner, way: ScanWay = {}): AsyncGenerator<ScanPage, void> {
  const scan = new Scan(plan, runner, way);
  try {
    for (let page = await scan.next(); page; page = await scan.next()) yield page;
  } finally {
    scan.stop();
  }
}

/** Whether rows may come in any order: the first rows of a list are its newest, and rows by key come in the order of the keys. */
export function isScan({ reads }: ListPlan, limit: number): boolean {
  return limit === Number.POSITIVE_INFINITY && reads.some(({ isGet }) => !isGet);
}

/** Reads all rows of a plan one by one, in no order. */
export async function* scanRows(plan: ListPlan, runner: Runner): AsyncGenerator<Row, void> {
  // yield* would await each row.
  for await (const { rows } of scanPages(plan, runner)) for (const row of rows) yield row;
}
