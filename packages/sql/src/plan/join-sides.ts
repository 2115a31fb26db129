import type { PlanNode } from '../engine/plan-node.js';

type Side = 'Outer' | 'Inner';

interface JoinSides {
  /** The sides whose rows have no effect unless they match a row of the other side. */
  readonly matched: readonly Side[];
  /** The sides of which more rows only add to the result. */
  readonly growing: readonly Side[];
}

const BOTH: readonly Side[] = ['Outer', 'Inner'];

const SIDES: Readonly<Record<string, JoinSides>> = {
  Inner: { matched: BOTH, growing: BOTH },
  Semi: { matched: BOTH, growing: BOTH },
  'Right Semi': { matched: BOTH, growing: BOTH },
  Left: { matched: ['Inner'], growing: ['Outer'] },
  Right: { matched: ['Outer'], growing: ['Inner'] },
  Anti: { matched: ['Inner'], growing: ['Outer'] },
  'Right Anti': { matched: ['Outer'], growing: ['Inner'] },
  Full: { matched: [], growing: [] },
};

/** What follows from the type of a join; undefined if a node is not a join. */
export function joinSidesOf(node: PlanNode): JoinSides | undefined {
  const type = node['Join Type'];
  return type === undefined ? undefined : SIDES[type];
}
