import { TwilioProblem } from '../twilio/problem.js';
import type { Filter } from '../model/resource.js';
import { type Row, textOf } from '../model/table.js';
import { DAY_MS, parseTime } from '../twilio/times.js';

/**
 * How a list reads the bounds of a time, where Twilio's documents can be read in more than one way: whether a bound is the
 * instant or its whole day in UTC, and whether `<` takes in what it names.
 */
export interface TimeFilters {
  readonly bound: 'instant' | 'day';
  readonly upper: 'inclusive' | 'exclusive';
}

/** Whether a list takes a row in. */
export type Test = (row: Row) => boolean;

/**
 * The tests that a query asks for. What is empty, or no filter of the list, is passed over, as Twilio does.
 *
 * @throws TwilioProblem 20001 when a time cannot be read
 */
export function toTests(
  filters: Readonly<Record<string, Filter>>,
  query: URLSearchParams,
  reading?: TimeFilters,
): Test[] {
  return [...query].flatMap(([parameter, value]) => {
    const sign = /[<>]$/.exec(parameter)?.[0] ?? '';
    const name = parameter.slice(0, parameter.length - sign.length);
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!filter || value === '' || (sign && filter.by !== 'time')) return [];
    return [TESTS[filter.by](filter, value, { parameter, reading })];
  });
}

interface Asked {
  readonly parameter: string;
  readonly reading?: TimeFilters;
}

const TESTS: Readonly<Record<Filter['by'], (filter: Filter, value: string, asked: Asked) => Test>> = {
  equals:
    ({ property }, value) =>
    (row) =>
      textOf(row, property) === value,
  part({ property }, value) {
    const pattern = new RegExp(value.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', String.raw`\d`));
    return (row) => typeof row[property] === 'string' && pattern.test(row[property]);
  },
  hide:
    ({ property }, value) =>
    (row) =>
      value !== 'false' || row[property] !== true,
  test:
    ({ test }, value) =>
    (row) =>
      test?.(row, value) ?? true,
  none: () => () => true,
  time({ property, includesUpperBound, sign }, value, { parameter, reading }) {
    const time = parseTime(value);
    if (!time) throw new TwilioProblem(400, 20_001, `${parameter} must be a date or a time in ISO 8601.`);
    const declared: TimeFilters = { bound: 'instant', upper: includesUpperBound ? 'inclusive' : 'exclusive' };
    const isWithin = within(parameter + (sign ?? ''), time, reading ?? declared);
    // Twilio shows whole seconds, and filters by what it shows.
    return (row) => typeof row[property] === 'number' && isWithin(Math.floor(row[property] / 1000) * 1000);
  },
};

function within(
  parameter: string,
  { ms, isDay }: { readonly ms: number; readonly isDay: boolean },
  { bound, upper }: TimeFilters,
): (at: number) => boolean {
  const step = bound === 'day' ? DAY_MS : 1;
  const round = (at: number) => Math.floor(at / step);
  if (parameter.endsWith('>')) return (at) => round(at) >= round(ms);
  if (parameter.endsWith('<'))
    return (at) => round(at) < round(ms) || (upper === 'inclusive' && round(at) === round(ms));
  const end = isDay || bound === 'day' ? DAY_MS : 1000;
  const start = Math.floor(ms / end) * end;
  return (at) => at >= start && at < start + end;
}
