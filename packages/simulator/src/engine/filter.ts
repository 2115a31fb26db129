import { TwilioProblem } from '../problem.js';
import type { Filter } from '../resources/resource.js';
import type { Row } from '../store.js';
import { DAY_MS, parseTime } from '../times.js';

/** Whether a list takes a row in. */
export type Test = (row: Row) => boolean;

/**
 * The tests that a query asks for. What is empty, or no filter of the list, is passed over, as Twilio does.
 *
 * @throws TwilioProblem 20001 when a time cannot be read
 */
export function toTests(filters: Readonly<Record<string, Filter>>, query: URLSearchParams): Test[] {
  return [...query].flatMap(([parameter, value]) => {
    const sign = /[<>]$/.exec(parameter)?.[0] ?? '';
    const name = parameter.slice(0, parameter.length - sign.length);
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!filter || value === '' || (sign && filter.by !== 'time')) return [];
    return [TESTS[filter.by](filter, value, parameter)];
  });
}

const TESTS: Readonly<Record<Filter['by'], (filter: Filter, value: string, parameter: string) => Test>> = {
  equals:
    ({ property }, value) =>
    (row) =>
      row[property] === value,
  part({ property }, value) {
    const pattern = new RegExp(value.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', String.raw`\d`));
    return (row) => typeof row[property] === 'string' && pattern.test(row[property]);
  },
  hide:
    ({ property }, value) =>
    (row) =>
      value !== 'false' || row[property] !== true,
  time({ property, includesUpperBound }, value, parameter) {
    const time = parseTime(value);
    if (!time) throw new TwilioProblem(400, 20_001, `${parameter} must be a date or a time in ISO 8601.`);
    const isWithin = within(parameter, time, includesUpperBound ?? false);
    // Twilio shows whole seconds, and filters by what it shows.
    return (row) => typeof row[property] === 'number' && isWithin(Math.floor(row[property] / 1000) * 1000);
  },
};

function within(
  parameter: string,
  { ms, isDay }: { readonly ms: number; readonly isDay: boolean },
  includesUpperBound: boolean,
): (at: number) => boolean {
  if (parameter.endsWith('>')) return (at) => at >= ms;
  if (parameter.endsWith('<')) return (at) => at < ms || (includesUpperBound && at === ms);
  const end = isDay ? ms + DAY_MS : ms + 1000;
  return (at) => at >= ms && at < end;
}
