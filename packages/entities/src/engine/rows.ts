import { type ListPlan, runListPage } from './list.js';
import type { Row, Runner } from './runner.js';

/** Reads a planned list to its end or up to a limit. */
export async function* readRows(
  plan: ListPlan,
  runner: Runner,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Row, void> {
  let remaining = limit;
  let next: ListPlan['position'] | undefined = plan.position;
  while (next && remaining > 0) {
    // Uses all rows of each request, so that no row is read twice.
    const page = await runListPage({ ...plan, pageSize: remaining, position: next }, runner, 1);
    yield* page.rows;
    remaining -= page.rows.length;
    next = page.next;
  }
}
