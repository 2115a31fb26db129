import { type Node, type Select, type Tree, walk } from '../syntax/nodes.js';
import type { PreparedStatement } from './prepare.js';

/** How many rows a result has at most, and how many come before them. */
export interface Limit {
  readonly rows: number;
  readonly offset: number;
  /** Whether the statement asks for an order. The plan need not show it: a join may return its rows in order. */
  readonly isOrdered: boolean;
}

/** Finds the LIMIT of a statement, and gives one to a statement that has none if its caller wants no more than `maxRows`. */
export function limitOf(
  { sql, select }: PreparedStatement,
  parameters: readonly (string | null)[],
  maxRows: number | undefined,
): { readonly sql: string; readonly limit: Limit | undefined } {
  if (!select.limitCount) {
    if (maxRows === undefined) return { sql, limit: undefined };
    // A comment may end the statement.
    return {
      sql: `select * from (${sql}\n) as result limit ${maxRows}`,
      limit: { rows: maxRows, offset: 0, isOrdered: isOrdered(select) },
    };
  }
  const count = numberOf(select.limitCount, parameters);
  const offset = select.limitOffset ? numberOf(select.limitOffset, parameters) : 0;
  // WITH TIES returns more.
  if (count === undefined || offset === undefined || select.limitOption !== 'LIMIT_OPTION_COUNT')
    return { sql, limit: undefined };
  return { sql, limit: { rows: Math.min(count, maxRows ?? count), offset, isOrdered: isOrdered(select) } };
}

/** Whether the rows of a query have an order, from itself or from a subquery in FROM. */
function isOrdered(select: Select): boolean {
  let found = false;
  walk(select, (part) => {
    const { sortClause, SubLink: subquery, lateral } = part as Select & Tree;
    if (subquery || lateral) return false;
    if (sortClause) found = true;
    return true;
  });
  return found;
}

function numberOf(
  { A_Const: constant, ParamRef: parameter }: Node,
  parameters: readonly (string | null)[],
): number | undefined {
  const value = constant
    ? (constant.ival?.ival ?? (constant.ival ? 0 : undefined))
    : parameters[(parameter?.number ?? 0) - 1];
  const number = value === undefined || value === null ? undefined : Number(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}
