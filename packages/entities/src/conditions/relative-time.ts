import { addInterval, days, type Interval, parseInterval, startOfDay } from './interval.js';
import type { Reader } from './reader.js';

// ISO 8601 writes other years with a sign.
const [FIRST, LAST] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/**
 * Reads a time relative to the statement's, with PostgreSQL's meaning in UTC: `now()`, `CURRENT_TIMESTAMP` or
 * `CURRENT_DATE`, and then any number of `+ interval '…'` and `- interval '…'`. A number after `CURRENT_DATE` counts days.
 *
 * @returns a date or a timestamp in ISO 8601; undefined if the next token does not start a relative time
 * @throws EntityError INVALID_CONDITION with its position
 */
export function relativeTime(reader: Reader): string | undefined {
  const isDay = reader.takeWord('CURRENT_DATE');
  if (!isDay && !reader.takeWord('CURRENT_TIMESTAMP') && !takeNow(reader)) return undefined;
  let time = isDay ? startOfDay(reader.now()) : reader.now();
  for (let change = readChange(reader, isDay); change; change = readChange(reader, isDay)) {
    time = addInterval(time, change);
    if (!(time >= FIRST && time <= LAST)) throw reader.refuse('A time must be in the years 1 to 9999');
  }
  const text = new Date(time).toISOString();
  return isDay && text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}

/** `now` without parentheses is not a function call. */
function takeNow(reader: Reader): boolean {
  if (!reader.takeWord('NOW')) return false;
  if (!reader.take('(') || !reader.take(')')) throw reader.unexpected('() after now');
  return true;
}

function readChange(reader: Reader, isDay: boolean): Interval | undefined {
  const signed = reader.peek();
  if (isDay && signed.kind === 'number' && /^[+-]\d{1,9}$/.test(signed.text)) {
    reader.next();
    return days(Number(signed.text));
  }
  const sign = reader.take('-') ? -1 : reader.take('+') ? 1 : undefined;
  if (sign === undefined) return undefined;
  const number = reader.peek();
  if (isDay && number.kind === 'number' && /^\d{1,9}$/.test(number.text)) {
    reader.next();
    return days(sign * Number(number.text));
  }
  if (!reader.takeWord('INTERVAL')) throw reader.unexpected(`interval '30 days'${isDay ? ' or a number of days' : ''}`);
  const interval = readInterval(reader);
  return { months: sign * interval.months, ms: sign * interval.ms };
}

function readInterval(reader: Reader): Interval {
  const wanted = "an interval in quotes, such as '30 days', '1 month' or '12:30:00'";
  const { kind, text } = reader.peek();
  const interval = kind === 'string' ? parseInterval(text.slice(1, -1)) : undefined;
  if (!interval) throw reader.unexpected(wanted);
  reader.next();
  return interval;
}
