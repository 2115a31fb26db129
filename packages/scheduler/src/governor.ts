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
  /** The most requests at the same time of which one was accepted, since a limit was last lowered. */
  let accepted = 0;
  let isRateToBlame = false;
  /** What Twilio-Concurrent-Requests said when Twilio answered 429. It counts the requests of the whole account. */
  let ceiling = Number.POSITIVE_INFINITY;
  let ceilingUntil = Number.NEGATIVE_INFINITY;

  const isCurrent = ({ concurrencyRound, rateRound }: Start): boolean =>
    concurrencyRound === concurrency.round && rateRound === rate.round;
  const refuse = (start: Start, used: () => number, now: number): void => {
    if (isCurrent(start)) {
      // As many requests at the same time were accepted a moment ago, so it must be their rate.
      isRateToBlame = start.inFlight <= accepted;
      accepted = 0;
    }
    if (isRateToBlame) rate.refuse(start.used || used(), start.rateRound, now);
    else concurrency.refuse(start.inFlight, start.concurrencyRound, now);
  };
  const accept = (start: Start, now: number): void => {
    if (isCurrent(start)) accepted = Math.max(accepted, start.inFlight);
    concurrency.accept(start.inFlight, now);
    if (rate.round > 0) rate.accept(start.used, now);
  };
  /** Heeds the load of the whole account before Twilio has to refuse a request. */
  const heed = (start: Start, concurrent: number, now: number): void => {
    if (now > ceilingUntil || concurrent < NEAR * ceiling) return;
    if (concurrent > ceiling && isCurrent(start)) concurrency.refuse(start.inFlight, start.concurrencyRound, now);
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
      accept(start, now);
      if (concurrent !== undefined) heed(start, concurrent, now);
    },
  };
}
