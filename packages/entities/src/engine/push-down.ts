import { dataTypeOf } from '../data-types/index.js';
import type { Field, Operator } from '../model/index.js';
import { toFilterParameters } from '../model/wire-name.js';
import type { CheckedComparison } from './conditions.js';

/** Twilio's filter parameters and the comparisons that they cover. */
export interface PushedDown {
  readonly query: Readonly<Record<string, string>>;
  readonly pushed: readonly CheckedComparison[];
}

/**
 * Turns comparisons into query parameters of Twilio's list. The parameters may be wider than the comparisons, because every
 * comparison is applied again after the read. Twilio writes an inequality's operator at the end of the parameter name.
 */
export function pushDown(comparisons: readonly CheckedComparison[]): PushedDown {
  const query: Record<string, string> = {};
  const pushed: CheckedComparison[] = [];
  // Equalities come first: they narrow most, and make other comparisons of the same column redundant.
  const ordered = [...comparisons].sort((a, b) => Number(b.operator === '=') - Number(a.operator === '='));
  for (const comparison of ordered) {
    const { name, field, operator, value } = comparison;
    if (operator === '!=' || pushed.some((other) => other.name === name && other.operator === '=')) continue;
    const bounds = toFilterParameters(name, field, operator).map(
      ([bound, parameter]) => [bound, parameter, widen(field, bound, value)] as const,
    );
    // A bound beyond the year 9999 has no effect and cannot be formatted.
    if (isTime(field) && bounds.some(([, , text]) => !/^[^+-]/.test(text))) continue;
    for (const [bound, parameter, text] of bounds) {
      const other = query[parameter];
      query[parameter] = other === undefined ? text : narrower(bound, other, text);
    }
    pushed.push(comparison);
  }
  return { query, pushed };
}

/** Returns the stricter of two bounds on the same side. */
function narrower(operator: Operator, a: string, b: string): string {
  const isALower = Date.parse(a) < Date.parse(b);
  return operator.startsWith('<') === isALower ? a : b;
}

/**
 * Twilio's documentation is contradictory on whether `<` on a timestamp includes the given day, and silent on whether an
 * equality considers the time of day (https://www.twilio.com/docs/usage/twilios-response). So an upper bound is widened
 * to a day that is safe in both readings, and an equality to the whole day.
 */
function widen(field: Field, operator: Operator, value: unknown): string {
  const text = dataTypeOf(field).write(value);
  if (field.dataType === 'date' && operator === '<' && text !== value) return dayAfter(text);
  if (!isTime(field)) return text;
  // Twilio's newer APIs, which name each parameter, expect whole days as timestamps.
  const [dayStart, dayEnd] = Array.isArray(field.filter) ? ['', ''] : ['T00:00:00Z', 'T23:59:59Z'];
  if (operator === '=') return text.slice(0, 10);
  if (operator === '>' || operator === '>=') {
    return dayStart || field.byDay ? text.slice(0, 10) + dayStart : text.replace(/\.\d+Z$/, 'Z');
  }
  const isMidnight = text.endsWith('T00:00:00Z');
  return (operator === '<' && isMidnight ? text.slice(0, 10) : dayAfter(text)) + dayEnd;
}

function isTime(field: Field): boolean {
  return field.dataType === 'timestamp';
}

function dayAfter(timestamp: string): string {
  const day = new Date(timestamp);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
