import { createLimitFinder, type LimitFinder } from './limit-finder.js';
import type { Answer, Start } from './permit.js';

/**
 * Learns from the answers how many requests Twilio takes at the same time and in a second. All calls of a connection share it.
 * Until the first refusal, only the number in flight is limited, and it may double with each round trip.
 */
export interface Governor {
  /** How often the number of requests at the same time was lowered. */
  readonly concurrencyRound: number;
  /** How often the number of requests in a second was lowered. It is not limited before. */
  readonly rateRound: number;
  /** The most requests that may be in flight. */
  concurrencyAt(now: number): number;
  /** The time from which more requests may be in flight; Infinity if that depends on answers. */
  concurrencyRisesAt(now: number): number;
  /** The most requests that may be sent in a second. */
  rateAt(now: number): number;
  hear(start: Start, answer: Answer, now: number): void;
}

/** Requests at the same time beyond this share of the number at which Twilio answered 429 are near the limit. */
const NEAR = 0.9;
/** The number at which Twilio answered 429 is not trusted for longer. */
const CEILING_MS = 60_000;
/** The share of refusals is that of about as many answers. */
const ANSWERS = 32;
/** A greater share of refusals means that it is too much, whatever was accepted. */
const TOO_MUCH = 0.2;
/** A refusal far below what is known to be accepted has nothing to do with the load. */
const FAR_BELOW = 0.9;
/** The time after a refusal that has to do with neither limit. */
const NOISE_MS = 60_000;

/** @param initialConcurrency the requests that may be in flight before the first answer */
export function createGovernor(initialConcurrency: number): Governor {
  return new TwoLimits(initialConcurrency);
}

class TwoLimits implements Governor {
  readonly #concurrency: LimitFinder;
  readonly #rate = createLimitFinder(Number.POSITIVE_INFINITY);
  #lowered: 'concurrency' | 'rate' = 'concurrency';
  #refusedShare = 0;
  #noiseUntil = Number.NEGATIVE_INFINITY;
  /** The value of Twilio-Concurrent-Requests when Twilio answered 429. It counts the requests of the whole account. */
  #ceiling = Number.POSITIVE_INFINITY;
  #ceilingUntil = Number.NEGATIVE_INFINITY;

  constructor(initialConcurrency: number) {
    this.#concurrency = createLimitFinder(initialConcurrency);
  }

  get concurrencyRound(): number {
    return this.#concurrency.round;
  }

  get rateRound(): number {
    return this.#rate.round;
  }

  concurrencyAt(now: number): number {
    return this.#concurrency.limitAt(now);
  }

  concurrencyRisesAt(now: number): number {
    return this.#concurrency.probesAt(now);
  }

  rateAt(now: number): number {
    return this.#rate.limitAt(now);
  }

  hear(start: Start, { isThrottled, concurrent }: Answer, now: number): void {
    this.#refusedShare += ((isThrottled ? 1 : 0) - this.#refusedShare) / ANSWERS;
    if (isThrottled) {
      this.#refuse(start, now);
      if (concurrent === undefined) return;
      this.#ceiling = concurrent;
      this.#ceilingUntil = now + CEILING_MS;
    } else {
      this.#concurrency.accept(start.inFlight, start.concurrencyRound, now);
      this.#rate.accept(start.used, start.rateRound, now);
      if (concurrent !== undefined) this.#heed(start, concurrent, now);
    }
  }

  #refuse(start: Start, now: number): void {
    const { inFlight, used } = start;
    if (!this.#isCurrent(start)) return this.#tally(start);
    const isTooMuch = this.#refusedShare > TOO_MUCH;
    if (now < this.#noiseUntil && !isTooMuch) return;
    if (this.#concurrency.isBeyond(inFlight, now) || (isTooMuch && inFlight > 1)) {
      this.#lower('concurrency', inFlight, now);
    } else if (this.#rate.isBeyond(used, now)) {
      this.#lower('rate', used, now);
    } else {
      this.#judge(start, now);
    }
  }

  /**
   * As many requests were accepted a moment ago. Either Twilio accepts a little less than what is known, or the refusal has
   * nothing to do with the load: a resource may have a limit of its own, which must not slow down all others.
   */
  #judge({ inFlight, used }: Start, now: number): void {
    const concurrency = this.#concurrency.known(now);
    const rate = this.#rate.known(now);
    if (inFlight > 1 && inFlight > FAR_BELOW * concurrency) this.#lower('concurrency', concurrency, now);
    else if (used > FAR_BELOW * rate) this.#lower('rate', rate, now);
    else this.#noiseUntil = now + NOISE_MS;
  }

  #lower(which: 'concurrency' | 'rate', level: number, now: number): void {
    this.#lowered = which;
    (which === 'rate' ? this.#rate : this.#concurrency).lower(level, now);
  }

  /** The refusal of a request that began before a limit was lowered. */
  #tally({ inFlight, used, concurrencyRound, rateRound }: Start): void {
    if (this.#lowered === 'concurrency') {
      if (concurrencyRound === this.#concurrency.round - 1) this.#concurrency.tally(inFlight);
    } else if (rateRound === this.#rate.round - 1) {
      this.#rate.tally(used);
    }
  }

  /** Heeds the load of the whole account before Twilio has to refuse a request. */
  #heed(start: Start, concurrent: number, now: number): void {
    if (now > this.#ceilingUntil || concurrent < NEAR * this.#ceiling) return;
    const isBeyond = concurrent > this.#ceiling && this.#isCurrent(start);
    if (isBeyond) this.#lower('concurrency', start.inFlight, now);
    else this.#concurrency.postpone(now);
  }

  #isCurrent({ concurrencyRound, rateRound }: Start): boolean {
    return concurrencyRound === this.#concurrency.round && rateRound === this.#rate.round;
  }
}
