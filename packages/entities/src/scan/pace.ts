import { performance } from 'node:perf_hooks';
import type { PaceClock } from '../model/index.js';

/** The pages of a scan that are in flight or wait for the consumer: at first, later, and if the rate limit is known to let them through. */
const FIRST_MOST = 8;
const LATER_MOST = 12;
const LAST_MOST = 24;
/** A rate limit admits the first requests at once. Only after its period does the time of a request say whether more would help. */
const BURST_MS = 1000;
/** A request that takes so many times as long as the fastest waited for others. */
const WAITED = 1.5;
/** If the limit lets through more, some of that is for this process, where many pages arrive together. */
const WAITED_LONG = 3;
/** Fewer pages are enough while this thread works for such a share of the time, measured over a few pages. */
const BUSY = 0.9;
const BUSY_MS = 300;
const LEAST_MOST = 3;

/** Node's clock. */
export const NODE_CLOCK: PaceClock = {
  now: () => performance.now(),
  workedMs: () => performance.eventLoopUtilization().active,
};

/**
 * How many pages a scan reads side by side: as many as a known rate limit lets through in the time of the fastest request. If the
 * limit is unknown, more of them are read while requests take no longer than the fastest, because then neither Twilio nor the
 * limit holds them up. Fewer are read while this thread is busy, because more would only wait for it, and take memory.
 */
export class Pace {
  readonly #clock: PaceClock;
  readonly #requestsPerSecond: (() => number) | undefined;
  readonly #startedAt: number;
  #measured: { readonly at: number; readonly workedMs: number };
  #isBusy = false;
  #fastestMs = Number.POSITIVE_INFINITY;
  #most = FIRST_MOST;

  /** @param requestsPerSecond the rate limit, if it is known */
  constructor(clock: PaceClock, requestsPerSecond?: () => number) {
    this.#clock = clock;
    this.#requestsPerSecond = requestsPerSecond;
    this.#startedAt = clock.now();
    this.#measured = { at: this.#startedAt, workedMs: clock.workedMs() };
  }

  /** The most pages. */
  get most(): number {
    return this.#most;
  }

  /** Whether the rate limit lets through more requests than are in flight at most, so that a few more cost no time. */
  get hasRequestsToSpare(): boolean {
    return Number.isFinite(this.#fastestMs) && this.#letThrough >= LAST_MOST;
  }

  /** Starts to measure a request. Returns a function to call when it has been answered. */
  start(): () => void {
    const sentAt = this.#clock.now();
    return () => {
      const now = this.#clock.now();
      const took = now - sentAt;
      const isFirst = this.#fastestMs === Number.POSITIVE_INFINITY;
      this.#fastestMs = Math.min(this.#fastestMs, took);
      this.#measureWork(now);
      if (this.#isBusy) return;
      if (this.#most < FIRST_MOST) this.#step(1, LEAST_MOST, FIRST_MOST);
      else if (isFirst) this.#step(LAST_MOST, FIRST_MOST, this.#useful(now));
      else this.#step(took < this.#waited * this.#fastestMs ? 1 : -1, FIRST_MOST, this.#useful(now));
    };
  }

  get #waited(): number {
    return this.#letThrough > LATER_MOST ? WAITED_LONG : WAITED;
  }

  /** The most pages that the rate limit makes useful. */
  #useful(now: number): number {
    const most = now - this.#startedAt < BURST_MS ? FIRST_MOST : LATER_MOST;
    return Math.min(LAST_MOST, Math.max(most, this.#letThrough));
  }

  /** The requests that a known rate limit lets through while the fastest is answered. */
  get #letThrough(): number {
    return Math.ceil(((this.#requestsPerSecond?.() ?? 0) * this.#fastestMs) / 1000);
  }

  #measureWork(now: number): void {
    const { at, workedMs: before } = this.#measured;
    if (now - at < BUSY_MS) return;
    const workedMs = this.#clock.workedMs();
    this.#isBusy = workedMs - before > BUSY * (now - at);
    this.#measured = { at: now, workedMs };
    if (this.#isBusy) this.#most = Math.max(LEAST_MOST, Math.ceil(this.#most / 2));
  }

  #step(by: number, least: number, most: number): void {
    this.#most = Math.min(most, Math.max(least, this.#most + by));
  }
}
