import type { Table } from '../catalog/catalog.js';
import { SLOT_SCHEMA } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';
import { joinSidesOf } from './join-sides.js';
import { childOf, isPassing } from './plan-scans.js';

/**
 * The scans that may be read page after page until a LIMIT is full.
 * - `any`: rows that a longer read adds to the result are as good as those that are there.
 * - `ordered`: the result is in the order of one table, so that later rows of it come later in the result.
 */
export interface Growth {
  readonly kind: 'any' | 'ordered';
  readonly slots: ReadonlySet<string>;
}

/** A sort whose first rows LIMIT takes, although it needs all rows of a scan. */
export interface WholeSort {
  readonly slot: string;
  /**
   * What would make the first pages of the scan enough: `order` if that is the order of the table; `nulls` if it already is, apart
   * from the place of rows without a value. Undefined if nothing would.
   */
  readonly remedy: 'order' | 'nulls' | undefined;
}

/** What a plan that starts with LIMIT says about its scans. */
interface Limited {
  readonly growth?: Growth;
  readonly wholeSort?: WholeSort;
}

interface Sorted {
  readonly slot: string;
  readonly table: Table;
  readonly excludesNull: boolean;
}

/** Whether the first rows of tables may be enough for a plan that starts with LIMIT. */
export function limitedBy(plan: PlanNode, sortedBy: (alias: string) => Sorted | undefined): Limited {
  if (plan['Node Type'] !== 'Limit') return {};
  let below = childOf(plan, 'Outer');
  while (below && (isProjection(below) || below['Node Type'] === 'Limit'))
    below = below.Plans?.find((child) => PASSED.has(child['Parent Relationship'] ?? ''));
  if (!below) return {};
  if (below['Node Type'] !== 'Sort') {
    const slots = new Set(growing(below, true));
    return slots.size > 0 ? { growth: { kind: 'any', slots } } : {};
  }
  const [key = '', ...more] = below['Sort Key'] ?? [];
  const [, alias = '', column = '', order = ''] = /^"?([^".]+)"?\."?([^". ]+)"?(.*)$/.exec(key) ?? [];
  const sorted = sortedBy(alias);
  const reached = [...growing(childOf(below, 'Outer'), false)];
  const slot = sorted?.slot ?? (reached.length === 1 ? reached[0] : undefined);
  if (slot === undefined) return {};
  if (!reached.includes(slot)) return { wholeSort: { slot, remedy: undefined } };
  const isInOrder = more.length === 0 && sorted?.table.order?.column === column && isDirection(order, sorted.table);
  if (!isInOrder) return { wholeSort: { slot, remedy: 'order' } };
  if (!hasNullsOf(order, sorted)) return { wholeSort: { slot, remedy: 'nulls' } };
  return { growth: { kind: 'ordered', slots: new Set([slot]) } };
}

/** How a node calls a child whose rows it passes on, as opposed to those of InitPlans and SubPlans. */
const PASSED = new Set(['Outer', 'Subquery', 'Member']);

const isProjection = (node: PlanNode): boolean =>
  ['Subquery Scan', 'Result', 'ProjectSet'].includes(node['Node Type']) && node['One-Time Filter'] === undefined;

/** Whether ` DESC NULLS LAST` and the like goes in the direction of a table. */
const isDirection = (text: string, { order }: Table): boolean =>
  order?.direction === (text.includes(' DESC') ? 'DESC' : 'ASC') &&
  !text.includes('COLLATE') &&
  !text.includes('USING');

/** Whether rows may have no value in the column by which the list of a table is ordered. */
export const mayLackOrder = ({ columns, order }: Table): boolean =>
  columns.find(({ name }) => name === order?.column)?.isNullable !== false;

/** Whether rows without a value are where the table has them, or there are none. They come last by default, and first with DESC. */
function hasNullsOf(text: string, { table, excludesNull }: Sorted): boolean {
  const usual = text.includes(' DESC') ? 'FIRST' : 'LAST';
  const nulls = text.includes('NULLS FIRST') ? 'FIRST' : text.includes('NULLS LAST') ? 'LAST' : usual;
  return !mayLackOrder(table) || excludesNull || nulls === table.order?.nulls;
}

/** The slots of which more rows only add to what a node returns. */
function* growing(node: PlanNode | undefined, isUnordered: boolean): Generator<string> {
  if (!node) return;
  const slot = node['Relation Name'];
  if (node.Schema === SLOT_SCHEMA && slot !== undefined) yield slot;
  else if (isPassing(node) || isProjection(node) || (node['Node Type'] === 'Append' && isUnordered)) {
    for (const child of node.Plans ?? []) {
      if (PASSED.has(child['Parent Relationship'] ?? '')) yield* growing(child, isUnordered);
    }
  } else {
    for (const side of joinSidesOf(node)?.growing ?? []) yield* growing(childOf(node, side), isUnordered);
  }
}
