import { EntityError } from '../errors.js';
import type { ListFacts } from '../engine/list-facts.js';
import type { ListPlan } from '../engine/list.js';
import type { EntityType } from '../model/index.js';
import {
  alignCut,
  cutOf,
  isOldest,
  isWithinDay,
  judgeBounds,
  pagesToShare,
  rowsLeft,
  startOfDay,
  type Thrift,
} from './cut.js';
import { type Range, scanColumnOf } from './scan-column.js';
import { createWindow, FIRST_REACH, isFresh, type Window } from './window.js';

/**
 * There are more windows than requests in flight, and those with the most pages left are read first, so that they end together.
 * Otherwise the last ones would be read alone, page after page.
 */
const WINDOWS_PER_REQUEST = 1.5;
/** After so many windows within a day whose answers showed nothing about their bounds, no more are tried. */
const MAX_UNDECIDED = 3;

/** A part of a read of the plan, in units of the window column, that was read to its end. */
export interface CompletedRange extends Range {
  /** The index of the read in the plan. */
  readonly read: number;
}

/** The windows that a scan has not read to their end: first one for each read of the plan, which are then divided. */
export class Windows {
  readonly #plan: ListPlan;
  readonly #facts: ListFacts;
  readonly #isSerial: boolean;
  readonly #completed: readonly CompletedRange[];
  readonly #all = new Set<Window>();
  #nextRead = 0;
  /** Whether a read was divided. */
  #isCut = false;

  /**
   * @param isSerial reads one page after another, which takes the fewest requests
   * @param completed is left out
   */
  constructor(
    plan: ListPlan,
    facts: ListFacts,
    { isSerial, completed }: { readonly isSerial: boolean; readonly completed: readonly CompletedRange[] },
  ) {
    this.#plan = plan;
    this.#facts = facts;
    this.#isSerial = isSerial;
    this.#completed = completed;
  }

  get size(): number {
    return this.#all.size;
  }

  /** Estimates how many rows were not listed yet; infinite if that is unknown. */
  rowsLeft(): number {
    if (this.#nextRead < this.#plan.reads.length) return Number.POSITIVE_INFINITY;
    return [...this.#all].reduce((sum, window) => sum + rowsLeft(window), 0);
  }

  /** Returns the windows, those with the most pages left first. Unknown lengths count as the longest. */
  longestFirst(): readonly Window[] {
    return [...this.#all].sort((a, b) => rowsLeft(b) - rowsLeft(a) || 0);
  }

  remove(window: Window): void {
    this.#all.delete(window);
  }

  /**
   * Reads a read in one window, because it contains null, which the declaration says it cannot.
   *
   * @throws EntityError UNREADABLE_ANSWER if it was divided already, so that other rows with null are missing
   */
  refuseNull(window: Window): void {
    if (this.#isCut) throw nullFound(this.#plan.entityType);
    window.column = undefined;
  }

  /**
   * Starts the next reads of the plan. Once all are started, divides the windows with the most pages left.
   *
   * @param requests how many pages are read side by side
   */
  fill(requests: number, thrift: Thrift): void {
    const { reads } = this.#plan;
    const most = this.#isSerial ? 1 : requests * WINDOWS_PER_REQUEST;
    for (; this.#all.size < most && this.#nextRead < reads.length; this.#nextRead += 1) this.#open(this.#nextRead);
    if (this.#isSerial) return;
    const { leastPages, leastPagesIfIdle, guesses } = thrift;
    const least = () => (this.#all.size < requests ? leastPagesIfIdle : leastPages);
    while (this.#all.size < most && this.#cutLongest({ leastPages: least(), guesses }));
  }

  #open(index: number): void {
    const read = this.#plan.reads[index];
    const column = read && !this.#isSerial ? scanColumnOf(this.#plan, read) : undefined;
    const whole = { low: column?.from ?? Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    const completed = this.#completed.filter((part) => part.read === index);
    const gaps = gapsBetween(whole, completed);
    if (completed.length > 0 && gaps.length > 0) {
      if (!column) throw new Error('The parts that were completed belong to another list.');
      this.#isCut = true;
    }
    for (const gap of gaps) {
      const low = gap.low === whole.low ? Number.NEGATIVE_INFINITY : gap.low;
      this.#all.add(createWindow({ read: index, column, ...gap, asked: { low, high: gap.high } }));
    }
  }

  #cutLongest(thrift: Pick<Thrift, 'leastPages' | 'guesses'>): boolean {
    const shares = [...this.#all].map((window) => ({ window, pages: pagesToShare(window, this.#facts, thrift) }));
    const longestFirst = shares.filter(({ pages }) => pages > 0).sort((a, b) => b.pages - a.pages);
    return longestFirst.some(({ window, pages }) => {
      const last = cutOf(window, pages, this.#facts);
      return last !== undefined && this.#cut(window, last);
    });
  }

  /**
   * Gives the units up to `last` to a new window. While it is unknown whether bounds within a day work, such a window is a
   * trial: the window that it came from waits for its first page.
   */
  #cut(window: Window, last: number): boolean {
    const { column, low, read, density, delivered, part } = window;
    const isTrial = column !== undefined && this.#facts.bounds === 'unknown' && isWithinDay(column, last);
    if (isTrial && window.state === 'reading') return false;
    const guesses = isFresh(window) ? window.guesses + 1 : 0;
    const asked = { low: window.asked.low, high: last };
    const start = { read, column, low, high: last, asked, density, delivered, guesses };
    const isWhole = part.low === low && part.high === window.high;
    const older = { ...start, reach: window.reach * 2, trialOf: isTrial ? window : undefined };
    if (!isWhole) part.open += 1;
    this.#all.add(createWindow({ ...older, ...(!isWhole && { part }) }));
    if (isWhole) part.low = last + 1;
    window.low = last + 1;
    window.asked = { ...window.asked, low: last + 1 };
    window.guesses = guesses;
    window.reach = FIRST_REACH;
    if (isTrial) window.isPaused = true;
    this.#isCut = true;
    return true;
  }

  /**
   * Learns from the first page of a trial. Returns whether the window stays; if not, the window that it came from takes all of
   * its units back.
   */
  judge(trial: Window, units: readonly number[]): boolean {
    const { trialOf: waiting, column, high } = trial;
    if (!waiting || !column) return true;
    const facts = this.#facts;
    trial.trialOf = undefined;
    waiting.isPaused = false;
    const bounds = judgeBounds(trial, units);
    if (bounds) facts.bounds = bounds;
    else if ((facts.undecided += 1) >= MAX_UNDECIDED) facts.bounds = 'days';
    if (bounds === 'times') return true;
    // If Twilio compares days and excludes that of the bound, only the days before it are complete.
    if (!bounds) trial.high = startOfDay(high + 1, column.unitsPerDay) - 1;
    const isKept = !bounds && trial.high >= trial.low;
    waiting.low = isKept ? trial.high + 1 : trial.low;
    waiting.asked = { ...waiting.asked, low: isKept ? waiting.low : trial.asked.low };
    if (trial.part !== waiting.part) [waiting.part.low, trial.part.high] = [waiting.low, trial.high];
    else if (!isKept) trial.part.open -= 1;
    if (!isKept) this.remove(trial);
    return isKept;
  }

  /**
   * Replaces a window that Twilio's list did not show to its end by two that are read again.
   *
   * @throws EntityError INCOMPLETE_LIST if that is impossible
   */
  divide(window: Window): void {
    const { column, reached, newest, low, high, read, density, part, keys } = window;
    // Bounds within a day are not tried here.
    const facts = this.#facts.bounds === 'unknown' ? { ...this.#facts, bounds: 'days' as const } : this.#facts;
    const middle = newest > reached ? Math.floor((newest + reached) / 2) : reached - 1;
    const last = alignCut({ ...window, reached: Math.max(newest, reached) }, middle, { length: 0, facts });
    if (!column || last === undefined) throw capped(this.#plan.entityType, column !== undefined);
    const delivered = new Set([...(window.delivered ?? []), ...keys]);
    const rest = { read, column, part, density, delivered };
    part.open += 2;
    this.#all.add(createWindow({ ...rest, low: last + 1, high, asked: { low: last + 1, high: window.asked.high } }));
    this.#all.add(
      createWindow({
        ...rest,
        low,
        high: last,
        asked: { low: isOldest(window) ? Number.NEGATIVE_INFINITY : low, high: last },
      }),
    );
  }
}

/** The ranges of the whole that no part covers, newest first. */
function gapsBetween(whole: Range, parts: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let high = whole.high;
  for (const part of parts.toSorted((a, b) => b.high - a.high)) {
    if (part.high < high) gaps.push({ low: part.high + 1, high });
    high = Math.min(high, part.low - 1);
  }
  if (high >= whole.low && (parts.length === 0 || high > Number.NEGATIVE_INFINITY)) gaps.push({ low: whole.low, high });
  return gaps;
}

function nullFound({ name, window }: EntityType): EntityError {
  const column = window?.column ?? '';
  const message = `Twilio's list of ${name} contains a row without ${column}, so the scan is incomplete. Add ${column} IS NOT NULL to the condition.`;
  return new EntityError('UNREADABLE_ANSWER', message);
}

function capped({ name, cap, window }: EntityType, isDivided: boolean): EntityError {
  const remedy =
    isDivided || !window
      ? 'Narrow the condition'
      : `Add ${window.column} IS NOT NULL to the condition, which allows to read the list in parts`;
  const message = `Twilio lists at most ${cap} ${name}, and this list reached that limit, so rows are missing. ${remedy}.`;
  return new EntityError('INCOMPLETE_LIST', message);
}
