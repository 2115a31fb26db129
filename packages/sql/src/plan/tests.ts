import type { Column, Comparison } from '../catalog/catalog.js';
import { lastName, type Node } from '../syntax/nodes.js';
import { boundOf } from './bounds.js';
import { columnOf, type ColumnName, constantOf } from './expressions.js';
import { conjunctsOf, parseFilter } from './filter-text.js';

/** A comparison of a column with the value of an expression, or with its elements. */
export interface Comparing {
  readonly column: Column;
  readonly operator: Comparison | 'IN';
  readonly sql: string;
}

/** A condition that a scan can apply, whose values are not computed yet. */
export type Test = { readonly and: readonly Test[] } | { readonly or: readonly Test[] } | Comparing;

/** Rows are needed only if `column` equals some value of `source`. */
interface KeyLink {
  readonly column: Column;
  readonly source: ColumnName;
}

/** What a filter says about the rows of a scan. */
export interface FilterMeaning {
  readonly tests: readonly Test[];
  readonly links: readonly KeyLink[];
  /** Whether the tests say less than the filter. */
  readonly hasResidual: boolean;
}

interface Reader {
  readonly alias: string;
  readonly column: (name: string) => Column | undefined;
}

const FLIPPED: Readonly<Record<string, Comparison>> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Reads the filter of a scan. What it does not understand remains for the engine, which applies the whole filter. */
export function readFilter(filter: string | undefined, reader: Reader): FilterMeaning {
  const parsed = filter === undefined ? undefined : parseFilter(filter);
  const conjuncts = parsed ? conjunctsOf(parsed) : [];
  const meanings = conjuncts.map((node) => ({ test: testOf(node, reader), link: linkOf(node, reader) }));
  return {
    tests: meanings.map(({ test }) => test).filter((test) => test !== undefined),
    links: meanings.map(({ link }) => link).filter((link) => link !== undefined),
    hasResidual: (filter !== undefined && !parsed) || conjuncts.some((node) => !isExact(node, reader)),
  };
}

function testOf(node: Node, reader: Reader): Test | undefined {
  const { BoolExpr: logic, A_Expr: operation } = node;
  if (logic?.boolop === 'NOT_EXPR') return booleanOf(logic.args[0], 'false', reader);
  if (logic) {
    const tests = logic.args.map((arg) => testOf(arg, reader));
    const known = tests.filter((test) => test !== undefined);
    if (logic.boolop === 'AND_EXPR') return known.length > 0 ? { and: known } : undefined;
    return known.length === tests.length ? { or: known } : undefined;
  }
  return operation ? comparisonOf(operation, reader) : booleanOf(node, 'true', reader);
}

function comparisonOf(operation: NonNullable<Node['A_Expr']>, reader: Reader): Test | undefined {
  const { kind, name, lexpr: left, rexpr: right } = operation;
  const written = lastName(name) ?? '';
  const operator = FLIPPED[FLIPPED[written] ?? ''];
  if (!left || !operator) return undefined;
  if (kind === 'AEXPR_OP_ANY') {
    const column = columnIn(left, reader);
    const sql = constantOf(right);
    return operator === '=' && column?.comparisons?.includes('=') && sql !== undefined
      ? { column, operator: 'IN', sql }
      : undefined;
  }
  if (kind !== 'AEXPR_OP') return undefined;
  const sql = constantOf(right);
  if (sql !== undefined) return compare(left, operator, sql, reader);
  const flipped = constantOf(left);
  return flipped === undefined ? undefined : compare(right, FLIPPED[operator] ?? '=', flipped, reader);
}

function compare(expression: Node, operator: Comparison, sql: string, reader: Reader): Test | undefined {
  const column = columnIn(expression, reader);
  if (operator === '=' && column?.comparisons?.includes('=')) return { column, operator, sql };
  const operators = operator === '=' ? (['>=', '<='] as const) : [operator];
  const tests = operators.map((each) => rangeOf(expression, each, sql, reader)).filter((test) => test !== undefined);
  return tests.length > 0 ? { and: tests } : undefined;
}

function rangeOf(
  expression: Node,
  operator: Exclude<Comparison, '='>,
  sql: string,
  reader: Reader,
): Comparing | undefined {
  const typeOf = ({ alias, column }: ColumnName): string | undefined =>
    alias === reader.alias ? reader.column(column)?.type : undefined;
  const bound = boundOf(expression, { operator, sql, typeOf });
  const column = bound?.alias === reader.alias ? reader.column(bound.column) : undefined;
  if (!bound || !column) return undefined;
  const { comparisons = [] } = column;
  if (comparisons.includes(bound.operator)) return { column, operator: bound.operator, sql: bound.sql };
  // A source that knows `<=` only can be asked for more.
  const wider = bound.operator === '<' ? '<=' : bound.operator === '>' ? '>=' : undefined;
  return wider && comparisons.includes(wider) ? { column, operator: wider, sql: bound.sql } : undefined;
}

function booleanOf(node: Node | undefined, value: string, reader: Reader): Test | undefined {
  const column = node && columnIn(node, reader);
  if (column?.type !== 'boolean' || !column.comparisons?.includes('=')) return undefined;
  return { column, operator: '=', sql: value };
}

function columnIn(node: Node, { alias, column }: Reader): Column | undefined {
  const name = columnOf(node);
  return name?.alias === alias ? column(name.column) : undefined;
}

/** `column = other.column`, where the other column belongs to a row outside. */
function linkOf({ A_Expr: operation }: Node, reader: Reader): KeyLink | undefined {
  if (operation?.kind !== 'AEXPR_OP' || lastName(operation.name) !== '=' || !operation.lexpr) return undefined;
  const sides = [operation.lexpr, operation.rexpr] as const;
  for (const [own, other] of [sides, sides.toReversed() as [Node, Node]]) {
    const column = columnIn(own, reader);
    const source = columnOf(other);
    if (column && source && source.alias !== reader.alias) return { column, source };
  }
  return undefined;
}

/** Whether a source that applies the test of a comparison returns no other rows. */
function isExact(node: Node, reader: Reader): boolean {
  const test = testOf(node, reader);
  return test !== undefined && 'operator' in test && !node.BoolExpr;
}
