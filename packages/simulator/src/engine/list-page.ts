import type { Resource, TimeFilters } from '../model/resource.js';
import type { ValueRange } from '../model/slots.js';
import type { Row } from '../model/row.js';
import type { Table } from '../model/table.js';
import { TwilioProblem } from '../twilio/problem.js';
import { toRowTests } from './list-filters.js';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** The rows of a page and the links to its neighbours. */
export interface Page {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly pageSize: number;
  /** The query of the next page. */
  readonly next: string | undefined;
  /** The query of the previous page. */
  readonly previous: string | undefined;
}

/** A stored row as it is visible now, with its time-dependent values; undefined when it is hidden. */
export type View = (row: Row) => Row | undefined;

/** How to read the table for one list. */
interface ListOptions {
  readonly view: View;
  /** Whether a row belongs to this list at all. */
  readonly belongs?: (row: Row) => boolean;
  readonly timeFilters?: TimeFilters;
  /** The simulated time. */
  readonly now: number;
}

/**
 * Reads one page of a list, newest first unless the resource declares otherwise. A page token names the row at the edge of a
 * page (`PA` + key continues after it, `PB` + key before it), so rows added or removed in between do not shift pages.
 *
 * @throws TwilioProblem 20001, 21481
 */
export function listPage(resource: Resource, table: Table, query: URLSearchParams, options: ListOptions): Page {
  const limit = resource.operations.list?.query?.PageSize?.maximum ?? MAX_PAGE_SIZE;
  // A larger page is cut to the limit: Twilio's own SDK sends the limit of a whole list as the size of its page.
  const pageSize = Math.min(readInteger(query, 'PageSize') ?? DEFAULT_PAGE_SIZE, limit);
  if (pageSize === 0) throw new TwilioProblem(400, 20_001, 'Page size must be greater than 0.');
  const page = readInteger(query, 'Page') ?? 0;
  const { view, belongs } = options;
  const tests = toRowTests(resource.filters, query, options);
  // Stored values say nothing about rows that change with time, unless it is known which do.
  const isSteady = !resource.atTime || resource.isSettled !== undefined;
  const ranges = isSteady ? tests.flatMap(({ range }) => range ?? []) : [];
  const isOldestFirst = resource.isOldestFirst?.(query) ?? false;
  const { rows, isBackwards } = fromToken(table, query.get('PageToken'), { isOldestFirst, ranges });
  const found: Row[] = [];
  for (const row of rows) {
    const visible = belongs && !belongs(row) ? undefined : view(row);
    if (visible && tests.every((test) => test(visible))) found.push(visible);
    if (found.length > pageSize) break;
  }
  const hasMore = found.length > pageSize;
  if (hasMore) found.pop();
  if (isBackwards) found.reverse();
  const link = (kind: 'PA' | 'PB', row: Row | undefined, number: number) =>
    row && withPage(query, { page: number, pageSize, token: kind + table.keyOf(row) });
  return {
    rows: found,
    page,
    pageSize,
    next: hasMore || isBackwards ? link('PA', found.at(-1), page + 1) : undefined,
    previous: page > 0 && (hasMore || !isBackwards) ? link('PB', found[0], page - 1) : undefined,
  };
}

interface Order {
  readonly isOldestFirst: boolean;
  readonly ranges: readonly ValueRange[];
}

function fromToken(table: Table, token: string | null, { isOldestFirst, ranges }: Order) {
  const [, direction, key = ''] = /^P([AB])(.+)$/.exec(token ?? '') ?? [];
  const isBackwards = direction === 'B';
  const isWellFormed = token === null || direction !== undefined;
  const from = token === null ? undefined : key;
  const rows = isBackwards === isOldestFirst ? table.olderThan(from, ranges) : table.newerThan(from, ranges);
  if (!rows || !isWellFormed) throw new TwilioProblem(400, 21_481, 'The PageToken is invalid.');
  return { rows, isBackwards };
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

function readInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TwilioProblem(400, 20_001, `${name} must be a whole number.`);
}
