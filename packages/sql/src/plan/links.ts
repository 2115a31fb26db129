import { SLOT_SCHEMA } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';
import { lastName } from '../syntax/nodes.js';
import { columnOf, type ColumnName } from './expressions.js';
import { conjunctsOf, parseFilter } from './filter-text.js';
import { joinSidesOf } from './join-sides.js';
import { childOf, isPassing } from './plan-scans.js';

/** The rows of one scan are needed only if a column equals some value of a column of another. */
export interface JoinLink {
  readonly target: ColumnName;
  readonly source: ColumnName;
}

/** Finds what joins say about which rows of a table are needed. */
export function* joinLinksOf(node: PlanNode): Generator<JoinLink> {
  const sides = joinSidesOf(node);
  if (sides) {
    const conditions = [node['Hash Cond'], node['Merge Cond'], node['Join Filter']].filter(
      (text) => text !== undefined,
    );
    const aliases = {
      Outer: new Set(visibleScans(childOf(node, 'Outer'))),
      Inner: new Set(visibleScans(childOf(node, 'Inner'))),
    };
    for (const pair of conditions.flatMap(equalitiesOf)) {
      for (const [target, source] of [pair, pair.toReversed() as [ColumnName, ColumnName]]) {
        const side = aliases.Outer.has(target.alias) ? 'Outer' : 'Inner';
        const other = side === 'Outer' ? 'Inner' : 'Outer';
        const isVisible = aliases[side].has(target.alias) && aliases[other].has(source.alias);
        if (isVisible && sides.matched.includes(side)) yield { target, source };
      }
    }
  }
  for (const child of node.Plans ?? []) yield* joinLinksOf(child);
}

/** The aliases of scans whose rows a node passes on, alone or joined. */
function* visibleScans(node: PlanNode | undefined): Generator<string> {
  if (!node) return;
  if (node.Schema === SLOT_SCHEMA && node.Alias !== undefined) yield node.Alias;
  if (!isPassing(node) && !joinSidesOf(node)) return;
  yield* visibleScans(childOf(node, 'Outer'));
  yield* visibleScans(childOf(node, 'Inner'));
}

function equalitiesOf(condition: string): readonly (readonly [ColumnName, ColumnName])[] {
  const parsed = parseFilter(condition);
  const conjuncts = parsed ? conjunctsOf(parsed) : [];
  return conjuncts.flatMap(({ A_Expr: operation }) => {
    if (operation?.kind !== 'AEXPR_OP' || lastName(operation.name) !== '=' || !operation.lexpr) return [];
    const [left, right] = [columnOf(operation.lexpr), columnOf(operation.rexpr)];
    return left && right ? [[left, right] as const] : [];
  });
}
