import { DAY_MS, monthsLater, parseTime } from '../../twilio/times.js';
import { dayOf } from './usage-charges.js';

/** The first and the last day of a period: days since 1970, in UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** An offset from the current day, such as `-30days`. A `+` that was not percent-encoded arrives as a space. */
export const DAY_OFFSET = /^([+ -])(\d{1,5})(day|week|month|year)s?$/;

/** The day that a date or an offset names; undefined for neither. */
export function readDay(text: string, now: number): number | undefined {
  const [, sign, count, unit] = DAY_OFFSET.exec(text) ?? [];
  if (unit === undefined) {
    const time = parseTime(text);
    return time && dayOf(time.ms);
  }
  const steps = Number(count) * (sign === '-' ? -1 : 1);
  if (unit === 'day' || unit === 'week') return dayOf(now) + steps * (unit === 'week' ? 7 : 1);
  const day = dayOf(monthsLater(now, steps * (unit === 'year' ? 12 : 1)));
  // The offset can exceed the times that JavaScript has.
  return Number.isNaN(day) ? undefined : day;
}

/** The periods that each interval splits a range into, newest first. A period that exceeds the range is cut. */
export const INTERVALS: Readonly<Record<string, (range: Period, today: number) => readonly Period[]>> = {
  '': (range) => within(range, range),
  AllTime: (range) => within(range, range),
  Daily: (range) => split(range, (day) => day),
  LastMonth: (range, today) => within(range, { from: monthOf(monthOf(today) - 1), to: monthOf(today) - 1 }),
  Monthly: (range) => split(range, monthOf),
  ThisMonth: (range, today) => within(range, { from: monthOf(today), to: today }),
  Today: (range, today) => within(range, { from: today, to: today }),
  Yearly: (range) => split(range, (day) => dayOf(Date.UTC(yearOf(day), 0))),
  Yesterday: (range, today) => within(range, { from: today - 1, to: today - 1 }),
};

function within(range: Period, { from, to }: Period): readonly Period[] {
  const cut = { from: Math.max(range.from, from), to: Math.min(range.to, to) };
  return cut.from <= cut.to ? [cut] : [];
}

/** Splits a range at the days that begin a period. */
function split({ from, to }: Period, startOf: (day: number) => number): readonly Period[] {
  const periods: Period[] = [];
  for (let last = to; last >= from;) {
    const start = Math.max(from, startOf(last));
    periods.push({ from: start, to: last });
    last = start - 1;
  }
  return periods;
}

function monthOf(day: number): number {
  return dayOf(Date.UTC(yearOf(day), new Date(day * DAY_MS).getUTCMonth()));
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}
