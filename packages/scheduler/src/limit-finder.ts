import { createRecentMaximum } from './recent-maximum.js';

/**
 * Finds a limit that only refusals reveal, such as the number of requests that Twilio processes at the same time. A level is
 * how much was in use when a request began, itself included.
 */
export interface LimitFinder {
  /** Rises each time the limit is lowered. Tells whether a request began before that. */
  readonly round: number;
  /** The level that may be used now. At least 1. */
  limitAt(now: number): number;
  /** The time from which a higher level is tried; Infinity if it is tried already. */
  probesAt(now: number): number;
  /** A request of this level was accepted. */
  accept(level: number, startedIn: number, now: number): void;
  /** The level that is known to be accepted: while the limit was never lowered, that of the last seconds. */
  known(now: number): number;
  /** Whether no request of this level was accepted in the last seconds. */
  isBeyond(level: number, now: number): boolean;
  /** Lowers the limit, because a request of this level was refused. */
  lower(level: number, now: number): void;
  /** A request that began before the limit was lowered was refused, too. It tells by how much to lower it. */
  tally(level: number): void;
  /** Does not try a higher level for a while. */
  postpone(now: number): void;
}

/** The limit is lowered to this share of what is known to be accepted, so that a queue at Twilio drains. */
const BACKOFF = 0.8;
/** The time in which the limit then returns to what is known to be accepted: steeply first, then ever more slowly. */
const RECOVERY_MS = 2000;
/** The time until a higher level is tried. It doubles, up to the longest, each time the very first step is refused. */
const PATIENCE_MS = 250;
const LONGEST_PATIENCE_MS = 60_000;

/** @param firstStep the limit until the first level has been accepted or refused; then it doubles while levels are accepted */
export function createLimitFinder(firstStep: number): LimitFinder {
  return new ProbingFinder(firstStep);
}

class ProbingFinder implements LimitFinder {
  round = 0;
  /** The level that is likely to be accepted. 0 before one was tried. */
  #proven = 0;
  #step: number;
  #loweredAt = Number.NEGATIVE_INFINITY;
  #probeAt = Number.NEGATIVE_INFINITY;
  #patienceMs = PATIENCE_MS;
  /** The highest level of the requests that began before the limit was lowered, and how many of them were refused. */
  #tried = 0;
  #refused = 0;
  readonly #accepted = createRecentMaximum();

  constructor(firstStep: number) {
    this.#step = firstStep;
  }

  limitAt(now: number): number {
    if (now >= this.#probeAt) return Math.max(1, this.#proven + this.#step);
    const left = Math.max(0, 1 - (now - this.#loweredAt) / RECOVERY_MS);
    return Math.max(1, Math.round(this.#proven * (1 - (1 - BACKOFF) * left ** 3)));
  }

  probesAt(now: number): number {
    return now < this.#probeAt ? this.#probeAt : Number.POSITIVE_INFINITY;
  }

  accept(level: number, startedIn: number, now: number): void {
    this.#accepted.add(level, now);
    const isProbe = now >= this.#probeAt && level >= this.#proven + this.#step;
    if (isProbe) {
      this.#proven = level;
      this.#step = Math.min(2 * this.#step, level);
    } else if (startedIn === this.round - 1 && now < this.#loweredAt + RECOVERY_MS) {
      this.#estimate(level);
    }
  }

  known(now: number): number {
    return this.round > 0 ? this.#proven : this.#accepted.at(now);
  }

  isBeyond(level: number, now: number): boolean {
    return level > this.#accepted.at(now);
  }

  lower(level: number, now: number): void {
    const isFirstStep = now >= this.#probeAt && this.#step === 1;
    this.#patienceMs = isFirstStep ? Math.min(2 * this.#patienceMs, LONGEST_PATIENCE_MS) : PATIENCE_MS;
    this.round += 1;
    this.#loweredAt = now;
    this.#probeAt = now + RECOVERY_MS + this.#patienceMs;
    this.#step = 1;
    this.#tried = 0;
    this.#refused = 0;
    this.tally(level);
  }

  tally(level: number): void {
    this.#refused += 1;
    this.#estimate(level);
  }

  postpone(now: number): void {
    this.#probeAt = Math.max(this.#probeAt, now + this.#patienceMs);
  }

  /** Of as many requests as there were at the same time, those were accepted that were not refused. */
  #estimate(level: number): void {
    this.#tried = Math.max(this.#tried, level);
    this.#proven = Math.max(1, this.#tried - this.#refused);
  }
}
