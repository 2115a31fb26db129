/** The pages of a scan that are in flight or wait for the consumer, at first and at most. */
const FIRST_MOST = 8;
const LAST_MOST = 12;
/** A rate limit admits the first requests at once. Only after its period does the time of a request say whether more would help. */
const BURST_MS = 1000;
/** A request that takes so many times as long as the fastest waited for others. */
const WAITED = 1.5;

/**
 * How many pages a scan reads side by side. More of them are read while requests take no longer than the fastest, because then
 * neither Twilio nor the rate limit holds them up.
 */
export class Pace {
  readonly #now: () => number;
  readonly #startedAt: number;
  #fastestMs = Number.POSITIVE_INFINITY;
  #most = FIRST_MOST;

  /** @param now a clock in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** The most pages. */
  get most(): number {
    return this.#most;
  }

  /** Starts to measure a request. Returns a function to call when it has been answered. */
  start(): () => void {
    const sentAt = this.#now();
    return () => {
      const now = this.#now();
      const took = now - sentAt;
      this.#fastestMs = Math.min(this.#fastestMs, took);
      if (now - this.#startedAt < BURST_MS) return;
      const step = took < WAITED * this.#fastestMs ? 1 : -1;
      this.#most = Math.min(LAST_MOST, Math.max(FIRST_MOST, this.#most + step));
    };
  }
}
