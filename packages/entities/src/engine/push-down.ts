import { dataTypeOf } from '../data-types/index.js';
import type { Field, Operator } from '../model/index.js';
import { toFilterParameters } from '../model/wire-name.js';
import type { CheckedComparison } from './conditions.js';

/** What Twilio is asked to filter by, and the comparisons that this stands for. */
export interface PushedDown {
  readonly query: Readonly<Record<string, string>>;
  readonly pushed: readonly CheckedComparison[];
}

/**
 * Turns comparisons into the query parameters of Twilio's list, at least as wide as the comparisons: what is pushed is
 * applied again after the read. Twilio puts the sign of an inequality at the end of the parameter's name.
 */
export function pushDown(comparisons: readonly CheckedComparison[]): PushedDown {
  const query: Record<string, string> = {};
  const pushed: CheckedComparison[] = [];
  // Equality narrows most; a range of the same column beside it would say nothing more.
  const ordered = [...comparisons].sort((a, b) => Number(b.operator === '=') - Number(a.operator === '='));
  for (const comparison of ordered) {
    const { name, field, operator, value } = comparison;
    if (operator === '!=' || pushed.some((other) => other.name === name && other.operator === '=')) continue;
    const bounds = toFilterParameters(name, field, operator).map(
      ([bound, parameter]) => [bound, parameter, widen(field, bound, value)] as const,
    );
    // A bound beyond the year 9999 bounds nothing, and could not be written.
    if (isTime(field) && bounds.some(([, , text]) => !/^[^+-]/.test(text))) continue;
    for (const [bound, parameter, text] of bounds) {
      const other = query[parameter];
      query[parameter] = other === undefined ? text : narrower(bound, other, text);
    }
    pushed.push(comparison);
  }
  return { query, pushed };
}

/** Of two bounds on the same side, the one that lets fewer rows through. */
function narrower(operator: Operator, a: string, b: string): string {
  const isALower = Date.parse(a) < Date.parse(b);
  return operator.startsWith('<') === isALower ? a : b;
}

/**
 * Twilio's documents disagree whether `<` on a time includes the day that it names, and do not say whether an equality
 * looks at the time of day (https://www.twilio.com/docs/usage/twilios-response). So an upper bound becomes a day that
 * lies behind it in either reading, and an equality the day.
 */
function widen(field: Field, operator: Operator, value: unknown): string {
  const text = dataTypeOf(field).write(value);
  if (!isTime(field)) return text;
  // Parameters of their own want whole days, written as timestamps: Twilio's newer APIs.
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
