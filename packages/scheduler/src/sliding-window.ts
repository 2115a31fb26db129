/**
 * Records the last `limit` starts in a ring buffer. A start replaces the oldest one and is allowed once the oldest is
 * `periodMs` old, so no period of `periodMs` contains more than `limit` starts.
 */
export interface SlidingWindow {
  readonly limit: number;
  readonly periodMs: number;
  /** The time from which the next start is allowed. It may be in the past. */
  nextStartAt(): number;
  /** The earliest time at which a job can start that has `ahead` jobs before it. */
  earliestStartAt(ahead: number, now: number): number;
  /** Records a start. Call it only if `nextStartAt() <= now`. */
  recordStart(now: number): void;
  /** Moves the last `count` starts to a later time, because they may have happened later than recorded. */
  postponeLastStarts(count: number, now: number): void;
  /**
   * Changes the limit and keeps as many of the latest starts as fit. Added slots count as used at the time of the oldest
   * known start, because older starts may have been dropped when the limit was lowered.
   */
  resize(limit: number): void;
}

export function createSlidingWindow(initialLimit: number, periodMs: number): SlidingWindow {
  let limit = initialLimit;
  /** -Infinity stands for "no start yet". */
  let starts = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  const startAt = (slot: number): number => starts[slot] ?? Number.NEGATIVE_INFINITY;
  /** The slot of a recent start: 1 is the latest. */
  const slotOfLast = (back: number): number => (oldest - back + limit) % limit;
  const recordStart = (now: number): void => {
    starts[oldest] = now;
    oldest = oldest + 1 === limit ? 0 : oldest + 1;
  };
  return {
    get limit() {
      return limit;
    },
    periodMs,
    nextStartAt: () => startAt(oldest) + periodMs,
    earliestStartAt(ahead, now) {
      const rounds = Math.floor(ahead / limit);
      const slot = (oldest + (ahead % limit)) % limit;
      return Math.max(now, startAt(slot) + periodMs) + rounds * periodMs;
    },
    recordStart,
    postponeLastStarts(count, now) {
      for (let back = 1; back <= Math.min(count, limit); back += 1) starts[slotOfLast(back)] = now;
    },
    resize(newLimit) {
      const oldestStart = startAt(oldest);
      const kept = Array.from({ length: Math.min(newLimit, limit) }, (_, back) => startAt(slotOfLast(back + 1)));
      limit = newLimit;
      starts = new Float64Array(limit).fill(oldestStart);
      oldest = 0;
      for (const start of kept.toReversed()) recordStart(start);
    },
  };
}
