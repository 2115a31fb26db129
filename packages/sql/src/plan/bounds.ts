import type { Comparison } from '../catalog/catalog.js';
import { lastName, type Node } from '../syntax/nodes.js';
import { columnOf, type ColumnName, constantOf } from './expressions.js';

/** A comparison of a column with a constant, given as SQL. */
export interface Bound extends ColumnName {
  readonly operator: Comparison;
  readonly sql: string;
}

type RangeOperator = Exclude<Comparison, '='>;

/** The types of points in time. Their names are those of PostgreSQL. */
type TimeType = 'timestamptz' | 'timestamp' | 'date';

interface Problem {
  readonly operator: RangeOperator;
  readonly sql: string;
  /** The type of a column of the table that is read. */
  readonly typeOf: (column: ColumnName) => string | undefined;
}

/**
 * Where clocks are set back, two points in time have the same local time, and PostgreSQL takes one of them. A bound in local time
 * must be wider by the most that clocks were ever set, which is less than three hours.
 */
const MARGIN = "interval '3 hours'";

/**
 * What `expression operator sql` says about a column, for expressions that rise with it: `col::date`, `date_trunc`, `AT TIME ZONE`,
 * and `col + interval`. The bound may be wider, never narrower.
 */
export function boundOf(expression: Node, problem: Problem): Bound | undefined {
  const column = columnOf(expression);
  if (column) return { ...column, operator: problem.operator, sql: problem.sql };
  return ofCast(expression, problem) ?? ofFunction(expression, problem) ?? ofInterval(expression, problem);
}

/** The type of an expression of this kind. */
function typeOf(expression: Node, problem: Problem): TimeType | undefined {
  const column = columnOf(expression);
  const type = column && problem.typeOf(column);
  if (type === 'timestamptz' || type === 'date') return type;
  const { FuncCall: call, A_Expr: operation, TypeCast: cast } = expression;
  const [first, second] = call?.args ?? [];
  if (cast) return castTypeOf(cast);
  if (operation?.lexpr) return typeOf(operation.lexpr, problem);
  if (lastName(call?.funcname ?? []) === 'date_trunc' && second) return typeOf(second, problem);
  if (lastName(call?.funcname ?? []) !== 'timezone' || !first || !second) return undefined;
  return typeOf(second, problem) === 'timestamptz' ? 'timestamp' : 'timestamptz';
}

function castTypeOf({ typeName }: NonNullable<Node['TypeCast']>): TimeType | undefined {
  const name = lastName(typeName.names);
  if (name === 'date' || name === 'timestamptz' || name === 'timestamp') return typeName.arrayBounds ? undefined : name;
  return undefined;
}

const MARGIN_UNLESS_UTC = `case when current_setting('timezone') in ('UTC', 'Etc/UTC', 'GMT') then interval '0' else ${MARGIN} end`;

const isUpper = (operator: RangeOperator): operator is '<' | '<=' => operator === '<' || operator === '<=';

/** Widens a bound, in the direction that its operator needs. */
const widened = (sql: string, operator: RangeOperator, by: string): string =>
  `(${sql}) ${isUpper(operator) ? '+' : '-'} ${by}`;

/** `expression::date operator sql` */
function ofCast({ TypeCast: cast }: Node, problem: Problem): Bound | undefined {
  const inner = cast && typeOf(cast.arg, problem);
  if (!cast || castTypeOf(cast) !== 'date' || inner === undefined || inner === 'date') return undefined;
  const { operator } = problem;
  const day = `(${problem.sql})::date`;
  // A point in time is before the end of a day if its date is not after it. `sql` itself may have a time.
  const sql = isUpper(operator) ? `((${day} + 1)::${inner})` : `(${day}::${inner})`;
  const wide = inner === 'timestamptz' ? widened(sql, operator, MARGIN_UNLESS_UTC) : sql;
  return boundOf(cast.arg, { ...problem, operator: isUpper(operator) ? '<' : '>=', sql: wide });
}

function ofFunction({ FuncCall: call }: Node, problem: Problem): Bound | undefined {
  const [first, second, third] = call?.args ?? [];
  const name = lastName(call?.funcname ?? []);
  const text = first && constantOf(first);
  const inner = second && typeOf(second, problem);
  if (!second || third || text === undefined || inner === undefined) return undefined;
  if (name === 'date_trunc') return ofTruncation(text, second, { ...problem, inner });
  if (name !== 'timezone' || inner === 'date') return undefined;
  const sql = `timezone(${text}, (${problem.sql})::${inner === 'timestamptz' ? 'timestamp' : 'timestamptz'})`;
  return boundOf(second, { ...problem, operator: wide(problem.operator), sql: widened(sql, problem.operator, MARGIN) });
}

/** `date_trunc(unit, expression) operator sql` */
function ofTruncation(
  unit: string,
  expression: Node,
  problem: Problem & { readonly inner: TimeType },
): Bound | undefined {
  const { operator } = problem;
  const type = problem.inner === 'timestamp' ? 'timestamp' : 'timestamptz';
  const limit = `(${problem.sql})::${type}`;
  const start = `date_trunc(${unit}, ${limit})`;
  const length = `case when lower(${unit}) = 'quarter' then interval '3 months' else ('1 ' || ${unit})::interval end`;
  const end = `(${start} + ${length})`;
  // Before a limit at the start of a unit lie only earlier units.
  const upper = operator === '<' ? `case when ${start} = ${limit} then ${limit} else ${end} end` : end;
  const sql = isUpper(operator) ? upper : limit;
  const bound = type === 'timestamptz' ? widened(sql, operator, MARGIN_UNLESS_UTC) : sql;
  return boundOf(expression, { ...problem, operator: isUpper(operator) ? '<' : '>=', sql: bound });
}

/** `expression + interval operator sql`, and with `-` */
function ofInterval({ A_Expr: operation }: Node, problem: Problem): Bound | undefined {
  const sign = operation && lastName(operation.name);
  if (!operation?.lexpr || (sign !== '+' && sign !== '-')) return undefined;
  const inner = typeOf(operation.lexpr, problem);
  const { TypeCast: cast } = operation.rexpr;
  const interval = cast && lastName(cast.typeName.names) === 'interval' ? constantOf(operation.rexpr) : undefined;
  if (inner === undefined || inner === 'date' || interval === undefined) return undefined;
  const sql = `(${problem.sql})::${inner} ${sign === '+' ? '-' : '+'} ${interval}`;
  // Months have different lengths, and so have days where clocks are set.
  const has = (part: string): string => `extract(${part} from ${interval}) <> 0`;
  const days = `case when ${has('day')} then ${MARGIN_UNLESS_UTC} else interval '0' end`;
  const margin = `case when ${has('year')} or ${has('month')} then interval '4 days' else ${days} end`;
  return boundOf(operation.lexpr, {
    ...problem,
    operator: wide(problem.operator),
    sql: widened(sql, problem.operator, margin),
  });
}

const wide = (operator: RangeOperator): RangeOperator => (isUpper(operator) ? '<=' : '>=');
