import * as z from 'zod';
import type { DataType, Literal } from './data-type.js';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
// The format of the 2010 API, always in GMT: `Thu, 24 Aug 2023 05:01:45 +0000`.
const RFC_2822 = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/;
// The format of the other APIs, which is also that of rows.
const ISO_IN_UTC = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const MONTHS: Readonly<Record<string, string>> = {
  Jan: '01',
  Feb: '02',
  Mar: '03',
  Apr: '04',
  May: '05',
  Jun: '06',
  Jul: '07',
  Aug: '08',
  Sep: '09',
  Oct: '10',
  Nov: '11',
  Dec: '12',
};

export const timestamp: DataType<string> = {
  jdbcType: 'TIMESTAMP',
  jsonType: 'string',
  format: 'date-time',
  expected: "a date or a timestamp, such as '2023-08-24' or '2023-08-24T05:01:45Z'",
  read: readTimestamp,
  input: () =>
    z.preprocess(
      (value) => (typeof value === 'string' ? (isoToTimestamp(value) ?? value) : value),
      z.iso.datetime('must be a timestamp such as "2023-08-24T05:01:45Z"'),
    ),
  write: (value) => value,
  literal: (value) => (typeof value === 'string' ? isoToTimestamp(value) : undefined),
  compare: (a, b) => Date.parse(a) - Date.parse(b),
  identify: (value) => Date.parse(value),
};

export const date: DataType<string> = {
  jdbcType: 'DATE',
  jsonType: 'string',
  format: 'date',
  expected: "a date, such as '2023-08-24'",
  read: (wire) => toDate(wire),
  input: () =>
    z
      .string('must be a date such as "2023-08-24"')
      .refine((value) => toDate(value) !== undefined, 'must be a date such as "2023-08-24"'),
  // A literal may have a time of day, which a filter by day leaves out.
  write: (value) => value.slice(0, 10),
  literal: toDayOrTime,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  identify: (value) => value,
};

/** A date counts as midnight, so a timestamp lies between two dates; as text, it does, too. */
function toDayOrTime(value: Literal): string | undefined {
  const time = typeof value === 'string' ? isoToTimestamp(value) : undefined;
  return time?.endsWith('T00:00:00Z') ? time.slice(0, 10) : time;
}

function toDate(value: unknown): string | undefined {
  return typeof value === 'string' && ISO_DATE.test(value) && isoToTimestamp(value) ? value : undefined;
}

function readTimestamp(wire: unknown): string | undefined {
  if (typeof wire !== 'string') return undefined;
  if (!RFC_2822.test(wire)) return isoToTimestamp(wire);
  // By their places: `Thu, 24 Aug 2023 05:01:45 +0000`.
  const day = wire.startsWith(lastRead.wire) ? lastRead.day : readDay(wire.slice(0, 16));
  // Short texts are joined at once, and longer ones when they are used.
  return day && day + `${wire.slice(17, 25)}Z`;
}

/** Reads `Thu, 24 Aug 2023` as `2023-08-24T`. Lists come in the order of time, so days mostly repeat. */
function readDay(wire: string): string | undefined {
  const month = MONTHS[wire.slice(8, 11)];
  if (month === undefined) return undefined;
  lastRead = { wire, day: `${wire.slice(12, 16)}-${month}-${wire.slice(5, 7)}T` };
  return lastRead.day;
}

/** The day that was read last, as the 2010 API writes it and as rows do, up to the hour. */
let lastRead: { readonly wire: string; readonly day: string } = { wire: 'Thu, 01 Jan 1970', day: '1970-01-01T' };

/** Converts ISO 8601 to UTC. A date means midnight; a time without a zone is UTC. Fractions of a second are kept. */
function isoToTimestamp(value: string): string | undefined {
  if (ISO_IN_UTC.test(value)) return isDay(value.slice(0, 10)) ? value : undefined;
  if (ISO_DATE.test(value)) return isDay(value) ? `${value}T00:00:00Z` : undefined;
  if (!ISO_TIMESTAMP.test(value) || !isDay(value.slice(0, 10))) return undefined;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`;
  const time = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** Whether a day exists: `Date.parse` accepts 30 February as 2 March. Lists come in the order of time, so days mostly repeat. */
function isDay(date: string): boolean {
  if (date === lastDay) return true;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  if (exists) lastDay = date;
  return exists;
}

let lastDay: string | undefined;
