import type { ListFacts } from '../engine/list-facts.js';
import type { ScanColumn } from './scan-column.js';
import { isFresh, type Window } from './window.js';

/** How readily windows are divided. */
export interface Thrift {
  /** A window is divided only if this many pages are left besides the one in flight: each window costs a part of a page. */
  readonly leastPages: number;
  /** The same while there are fewer windows than requests, so that some requests would not be sent. */
  readonly leastPagesIfIdle: number;
  /** How many windows without a page may be divided, one from the other. Beyond what was read the list may be empty. */
  readonly guesses: number;
}

/** As long as requests are scarce, a guess is not based on another one. */
export const THRIFTY: Thrift = { leastPages: 2, leastPagesIfIdle: 2, guesses: 1 };
/** More windows find earlier where the list is dense, and shorter ones leave less to read one page after the other. */
export const LAVISH: Thrift = { leastPages: 2, leastPagesIfIdle: 1.2, guesses: 2 };

/**
 * By chance, a window of one page has more rows than were estimated from another page by 0.045 pages (one standard deviation).
 * A window that is a little longer than its pages takes one more request.
 */
const MARGIN = 0.1;

/** Windows of this many days begin with a day until bounds within a day are known to work. */
const MIN_DAYS_TO_ALIGN = 4;

/** With so many rows in a day, the first page of a window shows how Twilio reads its bound. */
const ROWS_TO_SHOW_BOUNDS = 20;
/** More rows than have the same fraction of a second by chance. */
const ROWS_TO_TRUST = 10;

/** Estimates how many pages a window has left to give away; 0 if it must not be divided. */
export function pagesToShare(
  window: Window,
  { canNarrow, pageSize }: Pick<ListFacts, 'canNarrow' | 'pageSize'>,
  { leastPages, guesses: most }: Pick<Thrift, 'leastPages' | 'guesses'>,
): number {
  const { column, density, state, isPaused, trialOf, guesses, reached } = window;
  const fresh = isFresh(window);
  if (!column || isPaused || trialOf || !density || reached === Number.POSITIVE_INFINITY) return 0;
  if (fresh ? guesses >= most : !canNarrow) return 0;
  const inFlight = fresh || state === 'reading' ? 1 : 0;
  const pages = rowsLeft(window) / pageSize - inFlight;
  return pages >= leastPages ? pages : 0;
}

/** Estimates how many rows of a window were not listed yet; infinite if that is unknown. */
export function rowsLeft({ reached, low, density }: Window): number {
  // Of the unit that was reached, about half of the rows are left.
  return density ? ((reached - low + 0.5) * density.rows) / density.units : Number.POSITIVE_INFINITY;
}

/** Returns the last unit that a window gives away if it keeps about as many pages as its reach; undefined if it cannot. */
export function cutOf(window: Window, pages: number, facts: ListFacts): number | undefined {
  const { density, reach, reached } = window;
  if (!density) return undefined;
  const inFlight = isFresh(window) || window.state === 'reading' ? 1 : 0;
  const kept = Math.max(1, Math.min(reach, Math.floor(pages / 2))) + inFlight;
  const length = Math.max(
    1,
    Math.floor((kept - MARGIN * Math.sqrt(kept)) * facts.pageSize * (density.units / density.rows)),
  );
  return alignCut(window, reached - length, { length, facts });
}

/** Moves a cut to where the bounds that Twilio can apply allow it. */
export function alignCut(
  window: Window,
  cut: number,
  { length, facts }: { readonly length: number; readonly facts: ListFacts },
): number | undefined {
  const { column, reached, low } = window;
  const day = column?.unitsPerDay ?? 1;
  const { bounds } = facts;
  const isLong = length >= MIN_DAYS_TO_ALIGN * day && !isGoodTrial(window, day);
  const last = Math.min(cut, reached - 1);
  const [before, after] = [Math.floor, Math.ceil].map((round) => round((last + 1) / day) * day - 1) as [number, number];
  const choices =
    bounds === 'times' ? [last] : bounds === 'unknown' ? (isLong ? [after, before, last] : [last]) : [before, after];
  // No list begins before 1970, and dates that are far away cannot be written.
  return choices.find((choice) => choice >= Math.max(low, 0) && choice < reached);
}

/**
 * Whether to try bounds within a day although those of days would do. It shows early whether they work, at the price that one
 * window waits, which must not be the one that finds the end of the list.
 */
function isGoodTrial(window: Window, day: number): boolean {
  const { density } = window;
  return !isOldest(window) && density !== undefined && (density.rows / density.units) * day >= ROWS_TO_SHOW_BOUNDS;
}

/** Whether a window ends where its read does. */
export function isOldest({ low, column }: Window): boolean {
  return low === Number.NEGATIVE_INFINITY || low === column?.from;
}

/** Whether a window that ends with a unit has an upper bound within a day. */
export function isWithinDay({ unitsPerDay }: ScanColumn, high: number): boolean {
  return (high + 1) % unitsPerDay !== 0;
}

/**
 * Whether a page shows that an upper bound includes all rows of its second. A single row does not, because Twilio may compare
 * fractions of a second that it does not return.
 */
export function showsInclusion({ bound, column, high }: Window, units: readonly number[]): boolean {
  const isBySecond = column !== undefined && column.unitsPerDay > 1;
  return isBySecond && bound > high && units.filter((unit) => unit === bound).length >= ROWS_TO_TRUST;
}

/** What the first page of a window shows about its upper bound, which is within a day. */
export function judgeBounds({ high, column }: Window, units: readonly number[]): 'times' | 'whole days' | undefined {
  const bound = high + 1;
  if (units.some((unit) => unit > bound)) return 'whole days';
  const dayStart = startOfDay(bound, column?.unitsPerDay ?? 1);
  return units.some((unit) => unit >= dayStart) ? 'times' : undefined;
}

/** Whether a page has rows that the bounds of its window exclude. */
export function refutesTimes({ bound, askedAtFirst, column }: Window, units: readonly number[]): boolean {
  return column !== undefined && units.some((unit) => unit > bound || unit < askedAtFirst);
}

/** Returns the first unit of a unit's day. */
export function startOfDay(unit: number, unitsPerDay: number): number {
  return Math.floor(unit / unitsPerDay) * unitsPerDay;
}
