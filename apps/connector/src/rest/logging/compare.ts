import { isRecord } from '../../json/values.js';
import type { Comparison, FilterOperator } from '../../filter/filter.js';
import { invalidFilter } from '../../filter/scanner.js';

/** Google's severities (https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity). */
const SEVERITIES: Readonly<Record<string, number>> = {
  DEFAULT: 0,
  DEBUG: 100,
  INFO: 200,
  NOTICE: 300,
  WARNING: 400,
  ERROR: 500,
  CRITICAL: 600,
  ALERT: 700,
  EMERGENCY: 800,
};
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/i;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** The number of a severity in a filter. @throws ConnectorError INVALID_ARGUMENT */
export function severityNumber({ value, position }: Comparison): number {
  const text = value.kind === 'text' ? value.text.toUpperCase() : '';
  const number = Object.hasOwn(SEVERITIES, text) ? SEVERITIES[text] : /^\d{1,3}$/.test(text) ? Number(text) : undefined;
  if (number !== undefined) return number;
  throw invalidFilter(position, `severity must be compared with one of ${Object.keys(SEVERITIES).join(', ')}`);
}

/** A time in a filter, in milliseconds since 1970, with fractions. @throws ConnectorError INVALID_ARGUMENT */
export function timeMs({ field, value, position }: Comparison): number {
  const text = value.kind === 'text' ? value.text : '';
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN;
  const beyondMs = /\.\d{3}(\d{1,6})/.exec(text)?.[1] ?? '';
  if (!Number.isNaN(ms)) return ms + Number(`0.${beyondMs || 0}`);
  throw invalidFilter(position, `${field.join('.')} must be compared with a time such as 2026-01-31T08:00:00Z`);
}

/** Compares two numbers. */
export function compareNumbers(left: number, operator: FilterOperator, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '!=':
      return left !== right;
    default:
      return left === right;
  }
}

/**
 * Compares the value of a field, as Google does: a missing field fails every comparison, `!=` included, texts ignore case, `:` finds
 * a part of a text, `:*` any value, and a list matches if one of its values does.
 */
export function compareValue(left: unknown, operator: FilterOperator, right: string): boolean {
  if (Array.isArray(left)) return left.some((item) => compareValue(item, operator, right));
  if (left === undefined || left === null) return false;
  if (operator === ':') return right === '*' || hasText(left, right);
  if (typeof left === 'number') return NUMBER.test(right) && compareNumbers(left, operator, Number(right));
  if (typeof left === 'boolean') return /^(?:true|false)$/i.test(right) && compareTexts(String(left), operator, right);
  return typeof left === 'string' && compareTexts(left, operator, right);
}

function compareTexts(left: string, operator: FilterOperator, right: string): boolean {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  return compareNumbers(a < b ? -1 : a > b ? 1 : 0, operator, 0);
}

/** Whether a value, or a value in it, contains a text. */
export function hasText(value: unknown, text: string): boolean {
  if (isRecord(value) || Array.isArray(value)) return Object.values(value).some((member) => hasText(member, text));
  const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isText && String(value).toLowerCase().includes(text.toLowerCase());
}

/** The values of a field in an entry; in a list, those of every item. */
export function valueOf(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => valueOf(item, [name, ...rest]));
  return isRecord(value) && Object.hasOwn(value, name) ? valueOf(value[name], rest) : undefined;
}
