import type { ConnectionResource } from '../connection/describe-connection.js';
import { type QueryField, type QueryKind, queryField } from './query-fields.js';

/** True for the connections that match. */
export type ConnectionPredicate = (connection: ConnectionResource) => boolean;

/** One comparison in a filter. */
interface Comparison {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** Creates the predicate of a comparison. Returns an error message when the comparison is not valid. */
export function createComparison({ field: name, operator, value }: Comparison): ConnectionPredicate | string {
  const field = queryField(name);
  if (typeof field === 'string') return field;
  if (operator === '!=') {
    const isEqual = createComparison({ field: name, operator: '=', value });
    return typeof isEqual === 'string' ? isEqual : (connection) => !isEqual(connection);
  }
  if (operator === ':' && value === '*') return (connection) => isPresent(field.read(connection));
  if (field.kind === 'map') {
    if (operator !== ':')
      return 'labels cannot be compared as a whole; compare one, as in labels.env = "prod", or test for one with labels:env';
    return (connection) => Object.hasOwn(Object(field.read(connection)), value);
  }
  if (field.kind === 'text') return textComparison(field, operator, value);
  const expected = readValue(field.kind, value);
  if (expected === undefined) return `invalid value; expected ${EXPECTED_VALUES[field.kind]}`;
  if (field.kind === 'flag' && operator !== '=' && operator !== ':')
    return `operator ${operator} does not apply to true and false; use = or !=`;
  const { kind } = field;
  return (connection) => {
    const actual = readValue(kind, field.read(connection) ?? (kind === 'flag' ? false : undefined));
    return actual !== undefined && isOrdered(actual - expected, operator);
  };
}

const EXPECTED_VALUES = {
  flag: 'true or false',
  number: 'a number',
  time: 'a time such as "2026-01-31T12:00:00Z"',
};

/**
 * Equality allows * at either end; `:` finds a substring and ignores case. A value without / is compared with the last part
 * of the connection's name.
 */
function textComparison({ read, isName }: QueryField, operator: string, value: string): ConnectionPredicate {
  const matches = textMatcher(operator, value);
  return (connection) => {
    const actual = read(connection);
    const text = typeof actual === 'string' ? actual : '';
    return matches(isName && !value.includes('/') ? text.slice(text.lastIndexOf('/') + 1) : text);
  };
}

function textMatcher(operator: string, value: string): (text: string) => boolean {
  if (operator === ':') {
    const part = value.replace(/^\*|\*$/g, '').toLowerCase();
    return (text) => text.toLowerCase().includes(part);
  }
  if (operator !== '=') return (text) => isOrdered(text < value ? -1 : Number(text > value), operator);
  const [isStartOpen, isEndOpen] = [value.startsWith('*'), value.length > 1 && value.endsWith('*')];
  const part = value.slice(Number(isStartOpen), isEndOpen ? -1 : undefined);
  if (isStartOpen && isEndOpen) return (text) => text.includes(part);
  if (isStartOpen) return (text) => text.endsWith(part);
  return isEndOpen ? (text) => text.startsWith(part) : (text) => text === part;
}

/** @param difference the field's value minus the value in the filter */
function isOrdered(difference: number, operator: string): boolean {
  if (operator === '<') return difference < 0;
  if (operator === '<=') return difference <= 0;
  if (operator === '>') return difference > 0;
  return operator === '>=' ? difference >= 0 : difference === 0;
}

/** Converts a value to a number for ordering; undefined when the value is not of this kind. */
export function readValue(kind: Exclude<QueryKind, 'text'>, value: unknown): number | undefined {
  if (kind === 'flag')
    return value === true || value === 'true' ? 1 : value === false || value === 'false' ? 0 : undefined;
  const number = kind === 'time' ? timeOf(value) : numberOf(value);
  return Number.isNaN(number) ? undefined : number;
}

function timeOf(value: unknown): number {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
}

function numberOf(value: unknown): number {
  return value === undefined || value === '' ? Number.NaN : Number(value);
}

function isPresent(value: unknown): boolean {
  if (value === undefined || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(Object(value)).length > 0;
}
