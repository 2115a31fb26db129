import { TwilioProblem } from '../twilio/problem.js';
import type { Resource } from '../model/resource.js';
import type { Row, Table } from '../model/table.js';
import { type TimeFilters, toTests } from './list-filters.js';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** The rows of a page and the links around it. */
export interface Page {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly pageSize: number;
  /** The query of the page behind this one. */
  readonly next: string | undefined;
  /** The query of the page before this one. */
  readonly previous: string | undefined;
}

/** What can be seen of a stored row now: itself, with what time has made of it; undefined when it is hidden. */
export type View = (row: Row) => Row | undefined;

/** How a list is looked at. */
interface ListView {
  readonly view: View;
  /** Whether a row belongs to this list at all. */
  readonly belongs?: (row: Row) => boolean;
  readonly timeFilters?: TimeFilters;
}

/**
 * One page of a list, newest first unless the resource says otherwise. A token names the row at the page's edge (`PA` and its key goes on behind it, `PB`
 * before it), so that rows which are added or removed move nothing.
 *
 * @throws TwilioProblem 20001, 20007, 21481
 */
export function listPage(resource: Resource, table: Table, query: URLSearchParams, how: ListView): Page {
  const limit = resource.operations.list?.query?.PageSize?.maximum ?? MAX_PAGE_SIZE;
  const pageSize = readWhole(query, 'PageSize') ?? Math.min(DEFAULT_PAGE_SIZE, limit);
  if (pageSize > limit) throw new TwilioProblem(400, 20_007, `Page size must be less than or equal to ${limit}.`);
  if (pageSize === 0) throw new TwilioProblem(400, 20_001, 'Page size must be greater than 0.');
  const page = readWhole(query, 'Page') ?? 0;
  const { view, timeFilters, belongs } = how;
  const tests = toTests(resource.filters, query, timeFilters);
  const { rows, isBackwards } = fromToken(table, query.get('PageToken'), resource.isOldestFirst?.(query) ?? false);
  const found: Row[] = [];
  for (const row of rows) {
    const shown = belongs && !belongs(row) ? undefined : view(row);
    if (shown && tests.every((test) => test(shown))) found.push(shown);
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

function fromToken(table: Table, token: string | null, isOldestFirst: boolean) {
  const [, direction, key = ''] = /^P([AB])(.+)$/.exec(token ?? '') ?? [];
  const isBackwards = direction === 'B';
  const isKnown = token === null || direction !== undefined;
  const from = token === null ? undefined : key;
  const rows = isBackwards === isOldestFirst ? table.olderThan(from) : table.newerThan(from);
  if (!rows || !isKnown) throw new TwilioProblem(400, 21_481, 'The PageToken is invalid.');
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

function readWhole(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TwilioProblem(400, 20_001, `${name} must be a whole number.`);
}
