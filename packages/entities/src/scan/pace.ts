import { performance } from 'node:perf_hooks';

/** The pages of a scan that are in flight or wait for the consumer, at first and at most. */
const FIRST_MOST = 8;
const LAST_MOST = 12;
/** A rate limit admits the first requests at once. Only after its period does the time of a request say whether more would help. */
const BURST_MS = 1000;
/** A request that takes so many times as long as the fastest waited for others. */
const WAITED = 1.5;
/** Fewer pages are enough while this thread works for such a share of the time, measured over a few pages. */
const BUSY = 0.9;
const BUSY_MS = 100;
const LEAST_MOST = 3;

/** What a pace measures, in milliseconds. */
export interface PaceClock {
  readonly now: () => number;
  /** How long this thread has worked, instead of waiting. */
  readonly workedMs: () => number;
}

/** Node's clock. */
export const NODE_CLOCK: PaceClock = {
  now: () => performance.now(),
  workedMs: () => performance.eventLoopUtilization().active,
};

/**
 * How many pages a scan reads side by side. More of them are read while requests take no longer than the fastest, because then
 * neither Twilio nor the rate limit holds them up. Fewer are read while this thread is busy, because more would only wait for it,
 * and take memory.
 */
export class Pace {
  readonly #clock: PaceClock;
  readonly #startedAt: number;
  #measured: { readonly at: number; readonly workedMs: number };
  #isBusy = false;
  #fastestMs = Number.POSITIVE_INFINITY;
  #most = FIRST_MOST;

  constructor(clock: PaceClock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#measured = { at: this.#startedAt, workedMs: clock.workedMs() };
  }

  /** The most pages. */
  get most(): number {
    return this.#most;
  }

  /** Starts to measure a request. Returns a function to call when it has been answered. */
  start(): () => void {
    const sentAt = this.#clock.now();
    return () => {
      const now = this.#clock.now();
      const took = now - sentAt;
      this.#fastestMs = Math.min(this.#fastestMs, took);
      this.#measureWork(now);
      const isBurst = now - this.#startedAt < BURST_MS;
      if (this.#isBusy) this.#step(-1, LEAST_MOST);
      else if (this.#most < FIRST_MOST) this.#step(1, LEAST_MOST);
      else if (!isBurst) this.#step(took < WAITED * this.#fastestMs ? 1 : -1, FIRST_MOST);
    };
  }

  #measureWork(now: number): void {
    const { at, workedMs: before } = this.#measured;
    if (now - at < BUSY_MS) return;
    const workedMs = this.#clock.workedMs();
    this.#isBusy = workedMs - before > BUSY * (now - at);
    this.#measured = { at: now, workedMs };
  }

  #step(by: number, least: number): void {
    this.#most = Math.min(LAST_MOST, Math.max(least, this.#most + by));
  }
}
