/**
 * Holds at most `limit` slots: one for each open permit, and one for each request that was sent within the last
 * `periodMs`. The times of the last `limit` requests are in a ring buffer, so every operation takes constant time.
 */
export interface SlidingWindow {
  readonly limit: number;
  readonly periodMs: number;
  /** The time from which a slot is free. It may be in the past. Infinity while open permits take all slots. */
  freeAt(): number;
  /**
   * The earliest time at which a job can start that has `ahead` jobs before it. It is not known when the requests of open
   * permits and of the jobs ahead are sent, so they count as sent as early as possible.
   */
  earliestStartAt(ahead: number, now: number): number;
  /** Takes a slot. Call it only if `freeAt() <= now`. */
  open(): void;
  /** Keeps the slot of an open permit for another `periodMs`, because its request has been sent. */
  recordSent(now: number): void;
  /** Frees the slot of an open permit, because its request was not sent. */
  release(): void;
  /**
   * Changes the limit and keeps as many of the latest requests as fit. Added slots count as used at the time of the oldest
   * known request, because older requests may have been dropped when the limit was lowered.
   */
  resize(limit: number): void;
}

export function createSlidingWindow(initialLimit: number, periodMs: number): SlidingWindow {
  let limit = initialLimit;
  /** -Infinity stands for "no request yet". */
  let sentAt = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  let open = 0;
  /** The time of a recent request: 1 is the latest, `limit` is the oldest. */
  const lastSentAt = (back: number): number =>
    sentAt[back > oldest ? oldest - back + limit : oldest - back] ?? Number.NEGATIVE_INFINITY;
  const record = (now: number): void => {
    sentAt[oldest] = now;
    oldest = oldest + 1 === limit ? 0 : oldest + 1;
  };
  return {
    get limit() {
      return limit;
    },
    periodMs,
    freeAt: () => (open < limit ? lastSentAt(limit - open) + periodMs : Number.POSITIVE_INFINITY),
    earliestStartAt(ahead, now) {
      const rounds = Math.floor(ahead / limit);
      const back = limit - open - (ahead % limit);
      const freeAt = (back > 0 ? lastSentAt(back) : now) + periodMs;
      return Math.max(now, freeAt) + rounds * periodMs;
    },
    open() {
      open += 1;
    },
    recordSent(now) {
      open -= 1;
      record(now);
    },
    release() {
      open -= 1;
    },
    resize(newLimit) {
      const oldestSentAt = lastSentAt(limit);
      const kept = Array.from({ length: Math.min(newLimit, limit) }, (_, back) => lastSentAt(back + 1));
      limit = newLimit;
      sentAt = new Float64Array(limit).fill(oldestSentAt);
      oldest = 0;
      for (const time of kept.toReversed()) record(time);
    },
  };
}
