import { incomplete, type ListPlan } from '../engine/list.js';
import type { Row, Runner } from '../engine/runner.js';
import { LAVISH, refutesTimes, showsInclusion, THRIFTY } from './cut.js';
import { densityAfter } from './density.js';
import { NODE_CLOCK, Pace } from './pace.js';
import { readWindow, takeRows, type WindowPage } from './read-window.js';
import type { Range } from './scan-column.js';
import type { Window } from './window.js';
import { type CompletedRange, Windows } from './windows.js';

/**
 * A part of a read, in seconds or days of the window column since 1970. The pages of a part have the same object. Its lower
 * bound rises when its older units become another part, but never above a row that was delivered. Parts do not overlap.
 */
type PartOfRead = Range;

/** Rows of a scan, as they come. */
export interface ScanPage {
  readonly rows: readonly Row[];
  /** The index of the read in the plan. */
  readonly read: number;
  /** The part of the read that the rows belong to. */
  readonly part: PartOfRead;
  /** Whether this completes the part. */
  readonly isLast: boolean;
  /** An estimate of the rows that follow; undefined while the scan has not seen how far the list reaches. */
  readonly left: number | undefined;
}

/** How a scan reads. */
export interface ScanWay {
  /** The parts that an earlier scan of the same plan completed. They are not read again. */
  readonly completed?: readonly CompletedRange[];
  /** Reads page after page, without windows. */
  readonly isSerial?: boolean;
  /** How many rows the consumer may still keep. Default: none. */
  readonly missing?: () => number;
}

/**
 * Reads all rows of a plan, in windows side by side where the plan allows it. Rows come in any order; each belongs to one
 * window. Between two calls of `next` it reads on until enough pages wait.
 */
export class Scan {
  readonly #plan: ListPlan;
  readonly #runner: Runner;
  readonly #windows: Windows;
  readonly #pace: Pace;
  readonly #missing: () => number;
  readonly #stop = new AbortController();
  readonly #ready: { readonly page: Omit<ScanPage, 'left'>; readonly window: Window; readonly rows: number }[] = [];
  #inFlight = 0;
  #calls = 0;
  #hasStarted = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(plan: ListPlan, runner: Runner, { completed, isSerial, missing = () => 0 }: ScanWay = {}) {
    this.#pace = new Pace(runner.paceClock ?? NODE_CLOCK, runner.requestsPerSecond);
    this.#missing = missing;
    this.#plan = plan;
    this.#runner = runner;
    this.#windows = new Windows(plan, runner.facts, {
      isSerial: isSerial ?? runner.hasRequestLimit,
      completed: completed ?? [],
    });
  }

  /** Returns the next page; undefined at the end. @throws what a request failed with */
  async next(): Promise<ScanPage | undefined> {
    this.#calls += 1;
    for (;;) {
      const first = this.#ready.shift();
      if (first) first.window.state = 'idle';
      // What arrived before the failure is delivered.
      if (!first && this.#failure) throw this.#failure.error;
      this.#pump();
      if (first) return { ...first.page, left: this.#left() };
      if (this.#inFlight === 0) {
        if (this.#windows.size === 0) return undefined;
        // A part of the list must never be missing without an error.
        throw new Error('The scan came to a halt before its end.');
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Estimates how many rows follow. */
  #left(): number | undefined {
    const waiting = this.#ready.reduce((sum, { rows }) => sum + rows, 0);
    const left = waiting + this.#windows.rowsLeft();
    return Number.isFinite(left) ? Math.ceil(left) : undefined;
  }

  /** Ends the requests in flight. */
  stop(): void {
    this.#failure ??= { error: new Error('The scan was stopped.') };
    this.#stop.abort();
  }

  #pump(): void {
    // Whether the consumer needs more than the first page is known when it asks again.
    if (this.#failure || (this.#calls === 1 && this.#hasStarted)) return;
    this.#hasStarted = true;
    this.#windows.fill(this.#pace.most, this.#pace.hasRequestsToSpare ? LAVISH : THRIFTY);
    for (const window of this.#windows.longestFirst()) {
      if (this.#inFlight + this.#ready.length >= this.#pace.most) return;
      if (window.state === 'idle' && !window.isPaused) void this.#start(window);
    }
  }

  async #start(window: Window): Promise<void> {
    window.state = 'reading';
    this.#inFlight += 1;
    try {
      await this.#read(window);
      this.#inFlight -= 1;
      this.#pump();
    } catch (error) {
      this.#failure ??= { error };
      this.#stop.abort();
    }
    this.#wake();
  }

  async #read(window: Window): Promise<void> {
    const { memory } = this.#runner;
    const size = this.#plan.twilioPageSize;
    const waiting = this.#ready.reduce((sum, { rows }) => sum + rows, 0);
    memory.beforeRequest({
      held: waiting + (this.#inFlight - 1) * size,
      missing: Math.max(size, this.#missing()),
      page: size,
    });
    const answered = this.#pace.start();
    const page = await readWindow(this.#plan, window, { runner: this.#runner, signal: this.#stop.signal });
    answered();
    if (!this.#windows.judge(window, page.units)) return;
    window.state = 'taking';
    this.#advance(window, page);
    // The next requests are sent before the rows are looked at.
    this.#pump();
    const rows = await this.#runner.work(takeRows(this.#plan, window, page));
    this.#finish(window, page, rows);
  }

  /** Moves a window past a page, so that its older part can be given away. */
  #advance(window: Window, { units, rows, next }: WindowPage): void {
    const { facts } = this.#runner;
    const inside = units.filter((unit) => unit >= window.low && unit <= window.high);
    if (window.column?.allowsNull && units.some(Number.isNaN)) this.#windows.refuseNull(window);
    // Rows that are delivered stay in the window.
    window.reached = Math.min(window.reached, ...inside);
    window.newest = Math.max(window.newest, ...inside);
    window.density = densityAfter(window.density, inside);
    if (showsInclusion(window, units)) facts.includesBound = true;
    // A trial does not notice that Twilio compares days if nothing happened on that day after its bound.
    if (facts.bounds === 'times' && refutesTimes(window, units)) facts.bounds = 'whole days';
    window.guesses = 0;
    window.seen += rows.length;
    window.next = next;
    if (!next) this.#windows.remove(window);
  }

  /** Passes the rows of a page to the consumer. */
  #finish(window: Window, { keys, next }: WindowPage, rows: readonly Row[]): void {
    const { entityType } = this.#plan;
    const { part, read } = window;
    if (entityType.cap !== undefined) for (const key of keys) window.keys.add(key);
    if (!next && window.seen >= (entityType.cap ?? Number.POSITIVE_INFINITY)) this.#windows.divide(window);
    if (!next) part.open -= 1;
    if (!next && entityType.leavesOut) this.#runner.warn(incomplete(entityType));
    const page = { rows, read, part, isLast: part.open === 0 };
    window.state = 'unread';
    this.#ready.push({ page, window, rows: rows.length });
  }
}
