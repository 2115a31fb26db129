import { createLimitFinder } from './limit-finder.js';
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
  /** The most requests that may be sent in a second. */
  rateAt(now: number): number;
  /** @param used the slots of the window that are taken now */
  hear(start: Start, answer: Answer, used: () => number, now: number): void;
}

/** Requests at the same time beyond this share of the number at which Twilio answered 429 are near the limit. */
const NEAR = 0.9;
/** The number at which Twilio answered 429 is not trusted for longer. */
const CEILING_MS = 60_000;

/** @param initialConcurrency the requests that may be in flight before the first answer */
export function createGovernor(initialConcurrency: number): Governor {
  const concurrency = createLimitFinder(initialConcurrency);
  const rate = createLimitFinder(Number.POSITIVE_INFINITY);
  let isRateToBlame = false;
  /** What Twilio-Concurrent-Requests said when Twilio answered 429. It counts the requests of the whole account. */
  let ceiling = Number.POSITIVE_INFINITY;
  let ceilingUntil = Number.NEGATIVE_INFINITY;

  const refuse = (start: Start, used: () => number, now: number): void => {
    const isNew = start.concurrencyRound === concurrency.round && start.rateRound === rate.round;
    // As many requests were accepted at the same time before, so it is their rate.
    if (isNew) isRateToBlame = start.inFlight <= concurrency.proven;
    if (isRateToBlame) rate.refuse(start.used || used(), start.rateRound, now);
    else concurrency.refuse(start.inFlight, start.concurrencyRound, now);
  };
  /** Heeds the load of the whole account before Twilio has to refuse a request. */
  const heed = (start: Start, concurrent: number, now: number): void => {
    if (now > ceilingUntil || concurrent < NEAR * ceiling) return;
    const isBeyond = concurrent > ceiling && start.concurrencyRound === concurrency.round;
    if (isBeyond) concurrency.refuse(start.inFlight, start.concurrencyRound, now);
    else concurrency.postpone(now);
  };

  return {
    get concurrencyRound() {
      return concurrency.round;
    },
    get rateRound() {
      return rate.round;
    },
    concurrencyAt: (now) => concurrency.limitAt(now),
    rateAt: (now) => rate.limitAt(now),
    hear(start, { isThrottled, concurrent }, used, now) {
      if (isThrottled) {
        refuse(start, used, now);
        if (concurrent !== undefined) {
          ceiling = concurrent;
          ceilingUntil = now + CEILING_MS;
        }
        return;
      }
      concurrency.accept(start.inFlight, now);
      if (rate.round > 0) rate.accept(start.used, now);
      if (concurrent !== undefined) heed(start, concurrent, now);
    },
  };
}
