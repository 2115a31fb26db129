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
    const page = await runListPage({ ...plan, position: next }, runner);
    for (const row of page.rows.slice(0, left)) yield row;
    left -= page.rows.length;
    next = page.next;
  }
}
