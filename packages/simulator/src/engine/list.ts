import { TwilioProblem } from '../problem.js';
import type { Filter, Resource } from '../resources/resource.js';
import type { Row, Table } from '../store.js';
import { DAY_MS, parseTime } from '../times.js';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** The rows of a page and the links around it. */
export interface Page {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly pageSize: number;
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

type Test = (row: Row) => boolean;

/**
 * One page of a list, newest first. A token names the row at the page's edge (`PA` and its SID goes on behind it, `PB`
 * before it), so that rows which are added or removed move nothing.
 */
export function listPage(resource: Resource, table: Table, query: URLSearchParams, current: (row: Row) => Row): Page {
  const pageSize = readPageSize(query);
  const page = Number(query.get('Page') ?? 0) || 0;
  const tests = toTests(resource.filters ?? {}, query);
  const token = query.get('PageToken') ?? undefined;
  const isBackwards = token?.startsWith('PB') ?? false;
  const rows = isBackwards ? table.newerThan(token?.slice(2) ?? '') : table.olderThan(token?.slice(2));
  if (!rows || (token !== undefined && !/^P[AB]/.test(token))) {
    throw new TwilioProblem(400, 21_481, 'The PageToken is invalid.');
  }
  const found: Row[] = [];
  for (const row of rows) {
    const shown = current(row);
    if (tests.every((test) => test(shown))) found.push(shown);
    if (found.length > pageSize) break;
  }
  const hasMore = found.length > pageSize;
  const shown = found.slice(0, pageSize);
  if (isBackwards) shown.reverse();
  const link = (kind: 'PA' | 'PB', row: Row | undefined, number: number) =>
    row && withPage(query, { page: number, pageSize, token: kind + row.sid });
  return {
    rows: shown,
    page,
    pageSize,
    next: hasMore || isBackwards ? link('PA', shown.at(-1), page + 1) : undefined,
    previous: page > 0 && (!isBackwards || hasMore) ? link('PB', shown[0], page - 1) : undefined,
  };
}

function withPage(
  query: URLSearchParams,
  to: { readonly page: number; readonly pageSize: number; readonly token: string },
): string {
  const next = new URLSearchParams(query);
  next.set('PageSize', String(to.pageSize));
  next.set('Page', String(to.page));
  next.set('PageToken', to.token);
  return next.toString();
}

function readPageSize(query: URLSearchParams): number {
  const text = query.get('PageSize');
  if (text === null) return DEFAULT_PAGE_SIZE;
  const size = Number(text);
  if (size > MAX_PAGE_SIZE) throw new TwilioProblem(400, 20_007, 'Page size must be less than or equal to 1000.');
  if (!Number.isInteger(size) || size < 1) throw new TwilioProblem(400, 20_006, 'Page size must be a positive number.');
  return size;
}

function toTests(filters: Readonly<Record<string, Filter>>, query: URLSearchParams): Test[] {
  return [...query].flatMap(([name, value]) => {
    const sign = /[<>]$/.exec(name)?.[0];
    const filter = filters[sign ? name.slice(0, -1) : name];
    if (!filter || value === '') return [];
    return [filter.by === 'time' ? timeTest(name, filter, value) : valueTest(filter, value)];
  });
}

function valueTest({ property, by }: Filter, value: string): Test {
  if (by === 'flag') return () => true;
  if (by === 'contains') {
    const pattern = new RegExp(value.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*'));
    return (row) => typeof row[property] === 'string' && pattern.test(row[property]);
  }
  return (row) => String(row[property]) === value;
}

function timeTest(name: string, { property, includesUpperBound }: Filter, value: string): Test {
  const time = parseTime(value);
  if (!time) throw new TwilioProblem(400, 20_001, `${name} must be a date or a time in ISO 8601.`);
  const { ms, isDay } = time;
  const test = (at: number) => {
    if (name.endsWith('>')) return at >= ms;
    if (name.endsWith('<')) return includesUpperBound ? at <= ms : at < ms;
    return isDay ? at >= ms && at < ms + DAY_MS : Math.floor(at / 1000) === Math.floor(ms / 1000);
  };
  return (row) => typeof row[property] === 'number' && test(row[property]);
}
