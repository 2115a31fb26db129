import type { ListPlan } from '../engine/list.js';
import { scanColumnOf } from './scan-column.js';

/** How all rows of a plan are read. */
export interface WindowsOfPlan {
  /** The sentence that says it; none if there are no windows. */
  readonly why?: string;
  /** What would make the reading faster. */
  readonly advice?: string;
}

/** Explains whether all rows of a plan are read in windows side by side, and if not, what would allow it. */
export function explainWindows(plan: ListPlan): WindowsOfPlan {
  const { entityType, reads } = plan;
  const lists = reads.filter(({ isGet }) => !isGet);
  if (!entityType.window || lists.length === 0) return {};
  const { column } = entityType.window;
  if (lists.some((read) => scanColumnOf(plan, read))) {
    return {
      why: `A long list is read in windows of ${column}, side by side, if all of its rows are asked for in any order.`,
    };
  }
  const isAtOnce = lists.every(({ branch }) =>
    branch.some(({ name, operator }) => name === column && operator === '='),
  );
  if (isAtOnce) return {};
  return {
    why: `Twilio cannot filter rows without ${column}, which may match, so the list is read page after page.`,
    advice: `Add ${column} IS NOT NULL to the condition to read a long list in parallel.`,
  };
}
