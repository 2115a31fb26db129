import { isStableFunction } from '../allowed/functions.js';
import { lastName, namesOf, type Node, walk } from '../syntax/nodes.js';
import { printExpression } from '../syntax/print.js';
import { INIT_PLAN } from './filter-text.js';

/** A column that an expression consists of. */
export interface ColumnName {
  readonly alias: string;
  readonly column: string;
}

export function columnOf({ ColumnRef: reference }: Node): ColumnName | undefined {
  const [alias, column, ...more] = reference ? namesOf(reference.fields) : [];
  return alias !== undefined && column !== undefined && more.length === 0 ? { alias, column } : undefined;
}

/** The SQL of an expression whose value is the same for each row; undefined for any other. */
export function constantOf(node: Node): string | undefined {
  let isConstant = true;
  walk(node, ({ ColumnRef: column, SubLink: query, ParamRef: parameter, FuncCall: call }) => {
    const name = call && (lastName((call as NonNullable<Node['FuncCall']>).funcname) ?? '');
    const isOther = name !== undefined && name !== INIT_PLAN && !isStableFunction(name as string);
    if (column || query || parameter || isOther) isConstant = false;
  });
  return isConstant ? printExpression(node) : undefined;
}

/** The numbers of the InitPlans whose results an expression uses. */
export const initPlansOf = (sql: string): readonly number[] =>
  [...sql.matchAll(INIT_PLAN_CALL)].map(([, plan]) => Number(plan));

/** Replaces the results of InitPlans by what `valueOf` returns. Undefined if one is not known. */
export function withInitPlans(
  sql: string,
  valueOf: (plan: number, column: number) => string | undefined,
): string | undefined {
  let isKnown = true;
  const text = sql.replaceAll(INIT_PLAN_CALL, (_call, plan: string, column: string) => {
    const value = valueOf(Number(plan), Number(column));
    if (value === undefined) isKnown = false;
    return value ?? 'null';
  });
  return isKnown ? text : undefined;
}

const INIT_PLAN_CALL = new RegExp(`${INIT_PLAN}\\((\\d+), (\\d+)\\)`, 'g');
