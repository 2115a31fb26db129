import type { ListPlan } from '../engine/list.js';
import { maxPageSizeOf } from '../engine/page-size.js';
import type { Read } from '../engine/reads.js';
import type { Row, Runner } from '../engine/runner.js';
import { type ScanColumn, scanColumnOf } from './scan-column.js';
import { scanPages } from './scan-pages.js';

/** A list of so many pages of Twilio is worth a first page that is read twice. */
const LEAST_PAGES = 4;
/** No list begins before 1970. */
export const LOWEST = 0;
/** Where a list turns out denser than expected, no more than so many times the expected rows are read. */
const MOST_READ = 1.5;

/** The newest rows of a plan, and where the others begin. */
export interface NewestRows {
  readonly rows: readonly Row[];
  /** The other rows are before this unit of the window column. */
  readonly before: number;
  /** Whether the next row would be too many. Rows of the same unit are not divided, since only Twilio knows their order. */
  readonly isFull: boolean;
}

/** The rows of a part, in the order in which Twilio lists them, each with its unit. */
interface Part {
  readonly range: { readonly low: number; readonly high: number };
  readonly rows: { readonly row: Row; readonly unit: number }[];
  isDone: boolean;
}

/**
 * Returns the column by which the newest rows of a plan can be read in windows; undefined if they must be read page after page.
 * Twilio must list the rows in the order of the column.
 */
export function columnToReadAhead(plan: ListPlan, { hasRequestLimit, facts }: Runner): ScanColumn | undefined {
  const { entityType, reads, pageSize, position } = plan;
  const { defaultSortBy, window, cap } = entityType;
  const isInOrder = window !== undefined && defaultSortBy === window.column && facts.isInOrder;
  const isLong = pageSize >= LEAST_PAGES * maxPageSizeOf(entityType);
  // Behind a place within a list, rows may follow that are newer than those before it.
  const isStart = position.pageToken === '' && position.offset === 0;
  const isSimple = reads.length === 1 && cap === undefined;
  if (!isInOrder || !isLong || !isStart || !isSimple || hasRequestLimit) return undefined;
  return scanColumnOf(plan, reads[0] as Read);
}

/**
 * Returns the first unit of a range that contains about a number of rows, if they stay as dense as the first ones;
 * undefined if those are not in the order of the column.
 */
export function estimateLow(column: ScanColumn, first: readonly Row[], count: number): number | undefined {
  const units = first.map((row) => column.unitOf(row));
  const [newest, oldest] = [units[0], units.at(-1)];
  if (newest === undefined || oldest === undefined || !areDescending(units)) return undefined;
  return Math.max(LOWEST, Math.floor(newest - ((newest - oldest + 1) / units.length) * count));
}

function areDescending(units: readonly number[]): boolean {
  return units.every((unit, index) => index === 0 || unit <= (units[index - 1] ?? Number.NaN));
}

interface Wanted {
  readonly wanted: number;
  /** The number of rows that the range should contain. */
  readonly expected: number;
  /** The number of rows that the call keeps besides. */
  readonly kept: number;
  readonly low: number;
}

/**
 * Reads the newest rows of a range in windows, side by side, and returns them in the order of their list; undefined if they are
 * not in the order of the column, so that only Twilio knows their order.
 *
 * @param range a plan whose condition begins with the unit `low`
 */
export async function readNewest(
  range: ListPlan,
  runner: Runner,
  { wanted, expected, kept, low }: Wanted,
): Promise<NewestRows | undefined> {
  const column = scanColumnOf(range, range.reads[0] as Read);
  if (!column) return undefined;
  const complete = contiguous(await readParts(range, runner, { column, expected, kept }));
  const found = complete.flatMap((part) => part.rows);
  const isInOrder = areDescending(found.map(({ unit }) => unit));
  if (!isInOrder) runner.facts.isInOrder = false;
  const end = complete.at(-1);
  if (!isInOrder || !end) return undefined;
  const following = found[wanted]?.unit;
  if (following === undefined) {
    return { rows: found.map(({ row }) => row), before: Math.max(low, end.range.low), isFull: false };
  }
  const rows = found.filter(({ unit }) => unit > following).map(({ row }) => row);
  return rows.length > 0 ? { rows, before: following + 1, isFull: true } : undefined;
}

async function readParts(
  range: ListPlan,
  runner: Runner,
  { column, expected, kept }: Pick<Wanted, 'expected' | 'kept'> & { readonly column: ScanColumn },
): Promise<readonly Part[]> {
  const parts = new Map<object, Part>();
  let count = 0;
  for await (const { rows, part: key, isLast } of scanPages(range, runner, { missing: () => expected - count })) {
    const part = parts.get(key) ?? { range: key, rows: [], isDone: false };
    parts.set(key, part);
    for (const row of rows) part.rows.push({ row, unit: column.unitOf(row) });
    part.isDone = isLast;
    count += rows.length;
    runner.memory.holdBesides((kept + count) * runner.memory.rowBytes);
    if (count > MOST_READ * expected) break;
  }
  return [...parts.values()];
}

/** The newest parts up to the first that is not complete. */
function contiguous(parts: readonly Part[]): readonly Part[] {
  const newestFirst = parts.toSorted((a, b) => b.range.high - a.range.high || 0);
  const end = newestFirst.findIndex(
    ({ isDone, range }, index) =>
      !isDone || range.high !== (index === 0 ? Number.POSITIVE_INFINITY : (newestFirst[index - 1]?.range.low ?? 0) - 1),
  );
  return end < 0 ? newestFirst : newestFirst.slice(0, end);
}
