/**
 * Holds at most `limit` slots: one for each open permit, and one for each request that was sent within the last
 * `periodMs`. The times of these requests are in a ring buffer, so every operation but `resize` takes constant time.
 */
export interface SlidingWindow {
  readonly limit: number;
  readonly periodMs: number;
  /** The number of open permits. */
  readonly open: number;
  /**
   * The time from which a slot is free. It may be in the past. Infinity while open permits take all slots.
   *
   * @param of a lower limit. Default: `limit`
   */
  freeAt(of?: number): number;
  /**
   * The earliest time at which a job can start that has `ahead` jobs before it. It is not known when the requests of open
   * permits and of the jobs ahead are sent, so they count as sent as early as possible.
   *
   * @param of a lower limit. Default: `limit`
   */
  earliestStartAt(ahead: number, now: number, of?: number): number;
  /** The number of slots that are taken. */
  used(now: number): number;
  /** Takes a slot. Call it only if `freeAt() <= now`. */
  take(): void;
  /** Keeps the slot of an open permit for another `periodMs`, because its request has been sent. */
  recordSent(now: number): void;
  /** Frees the slot of an open permit, because its request was not sent. */
  release(): void;
  /** Changes the limit. Open permits and the requests of the last `periodMs` keep their slots, even if there are more of them. */
  resize(limit: number, now: number): void;
}

export function createSlidingWindow(initialLimit: number, periodMs: number): SlidingWindow {
  let limit = initialLimit;
  /** -Infinity stands for "no request yet". Never shorter than the slots that are taken, so that no request is forgotten. */
  let sentAt = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  let open = 0;
  /** The number of requests that took a slot when they were last counted, or came after that. */
  let sent = 0;
  /** The time of a recent request: 1 is the latest. */
  const lastSentAt = (back: number): number =>
    sentAt[back > oldest ? oldest - back + sentAt.length : oldest - back] ?? Number.NEGATIVE_INFINITY;
  const record = (now: number): void => {
    sentAt[oldest] = now;
    oldest = oldest + 1 === sentAt.length ? 0 : oldest + 1;
    sent = Math.min(sent + 1, sentAt.length);
  };
  /** The number of requests that still take a slot. Each request is passed over once. */
  const sentWithin = (now: number): number => {
    while (sent > 0 && lastSentAt(sent) + periodMs <= now) sent -= 1;
    return sent;
  };
  return {
    get limit() {
      return limit;
    },
    periodMs,
    get open() {
      return open;
    },
    freeAt: (of = limit) => (open < of ? lastSentAt(of - open) + periodMs : Number.POSITIVE_INFINITY),
    earliestStartAt(ahead, now, of = limit) {
      const rounds = Math.floor(ahead / of);
      const back = of - open - (ahead % of);
      const freeAt = (back > 0 ? lastSentAt(back) : now) + periodMs;
      return Math.max(now, freeAt) + rounds * periodMs;
    },
    used: (now) => open + sentWithin(now),
    take() {
      open += 1;
    },
    recordSent(now) {
      open -= 1;
      record(now);
    },
    release() {
      open -= 1;
    },
    resize(newLimit, now) {
      const kept = Array.from({ length: sentWithin(now) }, (_, back) => lastSentAt(back + 1));
      limit = newLimit;
      sentAt = new Float64Array(Math.max(limit, kept.length + open)).fill(Number.NEGATIVE_INFINITY);
      oldest = 0;
      sent = 0;
      for (const time of kept.toReversed()) record(time);
    },
  };
}
