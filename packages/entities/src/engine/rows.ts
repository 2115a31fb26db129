import { getsFrom } from './gets.js';
import { type ListPlan, runListPage } from './list.js';
import type { Row, Runner } from './runner.js';

/** Reads a planned list to its end or up to a limit, in the pages in which Twilio returns it. */
export async function* readPages(
  plan: ListPlan,
  runner: Runner,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly Row[], void> {
  let remaining = limit;
  let next: ListPlan['position'] | undefined = plan.position;
  while (next && remaining > 0) {
    // Uses all rows of each request, so that no row is read twice.
    const requests = Math.max(1, getsFrom(plan, next.read, remaining));
    const page = await runListPage({ ...plan, pageSize: remaining, position: next }, runner, requests);
    yield page.rows;
    remaining -= page.rows.length;
    next = page.next;
  }
}

/** Reads the rows of a planned list one by one. */
export async function* readRows(plan: ListPlan, runner: Runner, limit?: number): AsyncGenerator<Row, void> {
  // yield* would await each row.
  for await (const rows of readPages(plan, runner, limit)) for (const row of rows) yield row;
}
