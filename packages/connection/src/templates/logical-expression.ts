/** One comparison of a variable with a value. A variable that is not set has the value of its type: false, '' or 0. */
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

/** Values of variables by key, as they travel. */
export type VariableValues = Readonly<Record<string, unknown>>;

/** True when the condition holds for these values. */
export function holds(expression: LogicalExpression, values: VariableValues): boolean {
  const { logicalOperator, fieldComparisons = [], logicalExpressions = [] } = expression;
  const parts = [
    ...fieldComparisons.map((comparison) => compares(comparison, values)),
    ...logicalExpressions.map((inner) => holds(inner, values)),
  ];
  return logicalOperator === 'AND' ? parts.every(Boolean) : parts.some(Boolean);
}

/** The condition in words: "proxy_enabled is true and (proxy_auth_scheme is BASIC or proxy_auth_scheme is DIGEST)". */
export function expressionToText(expression: LogicalExpression): string {
  const { logicalOperator, fieldComparisons = [], logicalExpressions = [] } = expression;
  return [
    ...fieldComparisons.map(comparisonToText),
    ...logicalExpressions.map((inner) => `(${expressionToText(inner)})`),
  ].join(logicalOperator === 'AND' ? ' and ' : ' or ');
}

function compares(comparison: FieldComparison, values: VariableValues): boolean {
  const given = Object.hasOwn(values, comparison.key) ? values[comparison.key] : undefined;
  const isSimple = typeof given === 'string' || typeof given === 'boolean' || typeof given === 'number';
  const isEqual = String(isSimple ? given : zeroOf(comparison)) === String(expected(comparison));
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

function zeroOf({ intValue, boolValue }: FieldComparison): string | boolean {
  if (boolValue !== undefined) return false;
  return intValue === undefined ? '' : '0';
}
