import { SLOT_SCHEMA } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';

/** A node of a plan that reads a slot. */
export interface ScanNode {
  readonly slot: string;
  /** How other nodes of the plan call it. */
  readonly alias: string;
  readonly filter: string | undefined;
  /** The nodes from the root to this one. */
  readonly path: readonly PlanNode[];
}

/** The nodes that read slots. Below a condition that is never true, nothing is read. */
export function* scanNodesOf(node: PlanNode, above: readonly PlanNode[] = []): Generator<ScanNode> {
  if (node['One-Time Filter'] === 'false') return;
  const path = [...above, node];
  const { 'Relation Name': slot, Alias: alias, Schema: schema, Filter: filter } = node;
  if (schema === SLOT_SCHEMA && slot !== undefined && alias !== undefined) yield { slot, alias, filter, path };
  for (const child of node.Plans ?? []) yield* scanNodesOf(child, path);
}

/** Nodes that pass each row on as it is, and all of them. */
const PASSING = new Set(['Hash', 'Sort', 'Incremental Sort', 'Materialize', 'Memoize']);

/** The child of a join by its relationship. */
export const childOf = (node: PlanNode, relationship: 'Outer' | 'Inner'): PlanNode | undefined =>
  node.Plans?.find((child) => child['Parent Relationship'] === relationship);

export const isPassing = (node: PlanNode): boolean => PASSING.has(node['Node Type']);

/** Nodes whose columns PostgreSQL prints as those of their first child, though the rows come from all children. */
const MERGING = new Set(['Append', 'Merge Append', 'SetOp', 'Recursive Union']);

export const isMerging = (node: PlanNode): boolean => MERGING.has(node['Node Type']);
