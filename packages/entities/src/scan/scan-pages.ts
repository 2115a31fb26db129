import type { ListPlan } from '../engine/list.js';
import type { Row, Runner } from '../engine/runner.js';
import { Scan, type ScanPage } from './scan.js';

/**
 * Reads all rows of a plan as fast as the limits allow, in no order. While the consumer uses a page, the next ones are read, eight
 * to twelve of them; if the consumer stops, the requests in flight are aborted.
 *
 * @param now a clock in milliseconds
 * @throws EntityError INCOMPLETE_LIST if Twilio's list is cut off at a number of rows and cannot be divided
 */
export async function* scanPages(
  plan: ListPlan,
  runner: Runner,
  now: () => number = () => performance.now(),
): AsyncGenerator<ScanPage, void> {
  const scan = new Scan(plan, runner, now);
  try {
    for (let page = await scan.next(); page; page = await scan.next()) yield page;
  } finally {
    scan.stop();
  }
}

/** Reads all rows of a plan one by one, in no order. */
export async function* scanRows(plan: ListPlan, runner: Runner): AsyncGenerator<Row, void> {
  // yield* would await each row.
  for await (const { rows } of scanPages(plan, runner)) for (const row of rows) yield row;
}
