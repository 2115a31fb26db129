/**
 * Finds a limit that only refusals reveal, such as the number of requests that Twilio processes at the same time. `level` is
 * how much was in use when a request began, itself included.
 */
export interface LimitFinder {
  /** The level that is known, or likely, to be accepted. */
  readonly proven: number;
  /** Rises each time the limit is lowered. A refusal is judged by the round in which its request began. */
  readonly round: number;
  /** The level that may be used now. At least 1. */
  limitAt(now: number): number;
  accept(level: number, now: number): void;
  /** Lowers the limit. Further refusals of requests that began before tell by how much; they do not lower it again. */
  refuse(level: number, round: number, now: number): void;
  /** Does not try a higher level for a while. */
  postpone(now: number): void;
}

/** The limit is lowered to this share of what is known to be accepted, so that a queue at Twilio drains. */
const BACKOFF = 0.8;
/** The time in which the limit then returns to what is known to be accepted: steeply first, then ever more slowly. */
const RECOVERY_MS = 2000;
/** The time until a higher level is tried. It doubles, up to the longest, each time the very first step is refused. */
const PATIENCE_MS = 5000;
const LONGEST_PATIENCE_MS = 60_000;

/** @param firstStep the limit until the first level has been accepted or refused; then it doubles while levels are accepted */
export function createLimitFinder(firstStep: number): LimitFinder {
  let proven = 0;
  let step = firstStep;
  let round = 0;
  let loweredAt = Number.NEGATIVE_INFINITY;
  let probeAt = Number.NEGATIVE_INFINITY;
  let patienceMs = PATIENCE_MS / 2;
  /** The highest level of the refused requests of this round, and their number: Twilio accepted the difference. */
  let tried = 0;
  let refused = 0;
  const lower = (now: number): void => {
    const isFirstStep = now >= probeAt && step === 1;
    patienceMs = isFirstStep ? Math.min(2 * patienceMs, LONGEST_PATIENCE_MS) : PATIENCE_MS;
    round += 1;
    loweredAt = now;
    probeAt = now + RECOVERY_MS + patienceMs;
    step = 1;
    tried = 0;
    refused = 0;
  };
  return {
    get proven() {
      return proven;
    },
    get round() {
      return round;
    },
    limitAt(now) {
      if (now >= probeAt) return Math.max(1, proven + step);
      const left = Math.max(0, 1 - (now - loweredAt) / RECOVERY_MS);
      return Math.max(1, Math.round(proven * (1 - (1 - BACKOFF) * left ** 3)));
    },
    accept(level, now) {
      if (now < probeAt || level < proven + step) return;
      proven = level;
      step = Math.min(2 * step, proven);
    },
    refuse(level, startedIn, now) {
      if (startedIn === round) lower(now);
      if (startedIn !== round - 1) return;
      tried = Math.max(tried, level);
      refused += 1;
      proven = Math.max(1, tried - refused);
    },
    postpone(now) {
      probeAt = Math.max(probeAt, now + patienceMs);
    },
  };
}
