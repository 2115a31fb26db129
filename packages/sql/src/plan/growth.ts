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

interface Sorted {
  readonly slot: string;
  readonly table: Table;
  readonly excludesNull: boolean;
}

/** Whether the first rows of tables may be enough for a plan that starts with LIMIT. */
export function growthOf(plan: PlanNode, sortedBy: (alias: string) => Sorted | undefined): Growth | undefined {
  if (plan['Node Type'] !== 'Limit') return undefined;
  let below = childOf(plan, 'Outer');
  while (below && (isProjection(below) || below['Node Type'] === 'Limit'))
    below = below.Plans?.find((child) => PASSED.has(child['Parent Relationship'] ?? ''));
  if (!below) return undefined;
  if (below['Node Type'] !== 'Sort') {
    const slots = new Set(growing(below, true));
    return slots.size > 0 ? { kind: 'any', slots } : undefined;
  }
  const [key = '', ...more] = below['Sort Key'] ?? [];
  const [, alias = '', column = '', order = ''] = /^"?([^".]+)"?\."?([^". ]+)"?(.*)$/.exec(key) ?? [];
  const sorted = more.length === 0 ? sortedBy(alias) : undefined;
  if (!sorted || sorted.table.order?.column !== column || !isOrder(order, sorted)) return undefined;
  const isReached = [...growing(childOf(below, 'Outer'), false)].includes(sorted.slot);
  return isReached ? { kind: 'ordered', slots: new Set([sorted.slot]) } : undefined;
}

/** How a node calls a child whose rows it passes on, as opposed to those of InitPlans and SubPlans. */
const PASSED = new Set(['Outer', 'Subquery', 'Member']);

const isProjection = (node: PlanNode): boolean =>
  ['Subquery Scan', 'Result', 'ProjectSet'].includes(node['Node Type']) && node['One-Time Filter'] === undefined;

/** Whether ` DESC NULLS LAST` and the like is the order of a table. Nulls come last by default, and first with DESC. */
function isOrder(text: string, { table, excludesNull }: Sorted): boolean {
  const direction = text.includes(' DESC') ? 'DESC' : 'ASC';
  if (direction !== table.order?.direction || text.includes('COLLATE') || text.includes('USING')) return false;
  const isNullable = table.columns.find(({ name }) => name === table.order?.column)?.isNullable !== false;
  const usual = direction === 'DESC' ? 'FIRST' : 'LAST';
  const nulls = text.includes('NULLS FIRST') ? 'FIRST' : text.includes('NULLS LAST') ? 'LAST' : usual;
  return !isNullable || excludesNull || nulls === table.order.nulls;
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
