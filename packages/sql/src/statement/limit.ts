import type { Node } from '../syntax/nodes.js';
import type { PreparedStatement } from './prepare.js';

/** How many rows a result has at most, and how many come before them. */
export interface Limit {
  readonly rows: number;
  readonly offset: number;
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
    return { sql: `select * from (${sql}\n) as result limit ${maxRows}`, limit: { rows: maxRows, offset: 0 } };
  }
  const count = numberOf(select.limitCount, parameters);
  const offset = select.limitOffset ? numberOf(select.limitOffset, parameters) : 0;
  // WITH TIES returns more.
  if (count === undefined || offset === undefined || select.limitOption !== 'LIMIT_OPTION_COUNT')
    return { sql, limit: undefined };
  return { sql, limit: { rows: Math.min(count, maxRows ?? count), offset } };
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
