/** Compares a variable with a value. A variable that is not set has the default of its type: false, '' or 0. */
export interface FieldComparison {
  readonly key: string;
  readonly comparator: 'EQUALS' | 'NOT_EQUALS';
  readonly stringValue?: string;
  readonly intValue?: string;
  readonly boolValue?: boolean;
}

/**
 * A condition on the variables of a connection, as data. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/LogicalExpression
 */
export interface LogicalExpression {
  readonly logicalOperator: 'AND' | 'OR';
  readonly fieldComparisons?: readonly FieldComparison[];
  readonly logicalExpressions?: readonly LogicalExpression[];
}

/** Values of variables by key, in JSON form. */
export type VariableValues = Readonly<Record<string, unknown>>;

/** Evaluates a condition. */
export function holds(expression: LogicalExpression, values: VariableValues): boolean {
  const { logicalOperator, fieldComparisons = [], logicalExpressions = [] } = expression;
  const parts = [
    ...fieldComparisons.map((comparison) => comparisonHolds(comparison, values)),
    ...logicalExpressions.map((inner) => holds(inner, values)),
  ];
  return logicalOperator === 'AND' ? parts.every(Boolean) : parts.some(Boolean);
}

/** Renders a condition: "proxy_enabled is true and (proxy_auth_scheme is BASIC or proxy_auth_scheme is DIGEST)". */
export function expressionToText(expression: LogicalExpression): string {
  const { logicalOperator, fieldComparisons = [], logicalExpressions = [] } = expression;
  return [
    ...fieldComparisons.map(comparisonToText),
    ...logicalExpressions.map((inner) => `(${expressionToText(inner)})`),
  ].join(logicalOperator === 'AND' ? ' and ' : ' or ');
}

function comparisonHolds(comparison: FieldComparison, values: VariableValues): boolean {
  const value = Object.hasOwn(values, comparison.key) ? values[comparison.key] : undefined;
  const isScalar = typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
  const isEqual = String(isScalar ? value : defaultOf(comparison)) === String(expected(comparison));
  return comparison.comparator === 'EQUALS' ? isEqual : !isEqual;
}

function comparisonToText(comparison: FieldComparison): string {
  const verb = comparison.comparator === 'EQUALS' ? 'is' : 'is not';
  const value = expected(comparison);
  return `${comparison.key} ${verb} ${value === '' ? 'empty' : String(value)}`;
}

function expected({ stringValue, intValue, boolValue }: FieldComparison): string | boolean {
  return boolValue ?? intValue ?? stringValue ?? '';
}

function defaultOf({ intValue, boolValue }: FieldComparison): string | boolean {
  if (boolValue !== undefined) return false;
  return intValue === undefined ? '' : '0';
}
