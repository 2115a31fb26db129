import type { Filter, TimeFilters } from '../model/resource.js';
import type { ValueRange } from '../model/slots.js';
import { type Row, textOf } from '../model/row.js';
import { TwilioProblem } from '../twilio/problem.js';
import { DAY_MS, parseTime } from '../twilio/times.js';

/** Whether a list includes a row. That of a time has the range of values that it includes. */
export type RowTest = ((row: Row) => boolean) & { readonly range?: ValueRange };

/**
 * The row tests of a query. Empty values and parameters that are not filters are ignored, as at Twilio.
 *
 * @throws TwilioProblem 20001 when a time is malformed
 */
export function toRowTests(
  filters: Readonly<Record<string, Filter>>,
  query: URLSearchParams,
  context: Pick<Context, 'now' | 'timeFilters'>,
): RowTest[] {
  return [...new Set(query.keys())].flatMap((parameter) => {
    const sign = /[<>]$/.exec(parameter)?.[0] ?? '';
    const name = parameter.slice(0, parameter.length - sign.length);
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!filter || (sign && filter.by !== 'time')) return [];
    const values = query.getAll(parameter).filter((value) => value !== '');
    const tests = values.map((value) => TESTS[filter.by](filter, value, { ...context, parameter }));
    // A list of values, such as several statuses of a task, includes the rows that have any of them.
    return filter.by === 'test' && tests.length > 1 ? [(row) => tests.some((test) => test(row))] : tests;
  });
}

interface Context {
  readonly parameter: string;
  readonly now: number;
  readonly timeFilters?: TimeFilters;
}

const TESTS: Readonly<Record<Filter['by'], (filter: Filter, value: string, context: Context) => RowTest>> = {
  equals:
    ({ property }, value) =>
    (row) =>
      textOf(row, property) === value,
  contains({ property }, value) {
    const pattern = new RegExp(value.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', String.raw`\d`));
    return (row) => typeof row[property] === 'string' && pattern.test(row[property]);
  },
  hide:
    ({ property }, value) =>
    (row) =>
      value !== 'false' || row[property] !== true,
  test:
    ({ test }, value, { now }) =>
    (row) =>
      test?.(row, value, now) ?? true,
  none: () => () => true,
  time({ property, includesUpperBound, sign }, text, { parameter, timeFilters }) {
    const time = parseTime(text);
    if (!time) throw new TwilioProblem(400, 20_001, `${parameter} must be a date or a time in ISO 8601.`);
    const declared: TimeFilters = { bound: 'instant', upper: includesUpperBound ? 'inclusive' : 'exclusive' };
    const signed = parameter + (sign ?? '');
    // An upper bound that includes a day ends with that day: "on and before a specific date".
    const isWholeDay = !timeFilters && includesUpperBound === true && time.isDay && signed.endsWith('<');
    const end = isWholeDay ? { ...time, ms: time.ms + DAY_MS - 1 } : time;
    const { from, before } = toTimes(signed, end, timeFilters ?? declared);
    // Twilio returns whole seconds and filters by the returned value.
    const range = { property, from: toNextSecond(from), before: toNextSecond(before) };
    const test = (row: Row) => {
      const value = row[property];
      return typeof value === 'number' && value >= range.from && value < range.before;
    };
    return Object.assign(test, { range });
  },
};

function toNextSecond(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

function toTimes(
  parameter: string,
  { ms, isDay }: { readonly ms: number; readonly isDay: boolean },
  { bound, upper }: TimeFilters,
): Pick<ValueRange, 'from' | 'before'> {
  const step = bound === 'day' ? DAY_MS : 1;
  const start = Math.floor(ms / step) * step;
  if (parameter.endsWith('>')) return { from: start, before: Number.POSITIVE_INFINITY };
  if (parameter.endsWith('<'))
    return { from: Number.NEGATIVE_INFINITY, before: upper === 'inclusive' ? start + step : start };
  const length = isDay || bound === 'day' ? DAY_MS : 1000;
  const from = Math.floor(ms / length) * length;
  return { from, before: from + length };
}
