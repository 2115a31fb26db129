import { type ListPlan, runListPage } from './list.js';
import type { Row, Runner } from './runner.js';

/** Reads a planned list to its end, or until there are enough rows. */
export async function* readRows(
  plan: ListPlan,
  runner: Runner,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Row, void> {
  let left = limit;
  let next: ListPlan['position'] | undefined = plan.position;
  while (next && left > 0) {
    // One request at a time, and all of its rows: what was read is not read again.
    const page = await runListPage({ ...plan, pageSize: left, position: next }, runner, 1);
    yield* page.rows;
    left -= page.rows.length;
    next = page.next;
  }
}
