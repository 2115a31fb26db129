/**
 * The log of the last `limit` starts, as a ring: the next start takes the place of the oldest, and may do so once the
 * oldest is `periodMs` old. So no stretch of `periodMs` ever holds more than `limit` starts.
 */
export interface SlidingWindow {
  readonly limit: number;
  readonly periodMs: number;
  /** Moments of the last starts; -Infinity where there was none yet. */
  readonly starts: Float64Array;
  /** Place of the oldest start in the ring. */
  oldest: number;
}

export function createSlidingWindow(limit: number, periodMs: number): SlidingWindow {
  return { limit, periodMs, starts: new Float64Array(limit).fill(Number.NEGATIVE_INFINITY), oldest: 0 };
}

/**
 * The same log with room for another number of starts: the latest of them, as many as fit. What was before the oldest that is
 * known may have been just before it: new places count as taken then, so that growing after shrinking forgets no start.
 */
export function resizeWindow(window: SlidingWindow, limit: number): SlidingWindow {
  const resized = createSlidingWindow(limit, window.periodMs);
  resized.starts.fill(startOf(window, window.oldest));
  for (let back = Math.min(limit, window.limit); back >= 1; back -= 1) {
    recordStart(resized, startOf(window, (window.oldest - back + window.limit) % window.limit));
  }
  return resized;
}

/** The moment from which the next start is allowed; may lie in the past. */
export function nextStartAt(window: SlidingWindow): number {
  return startOf(window, window.oldest) + window.periodMs;
}

/** Writes down a start. The caller has seen to it that `nextStartAt(window) <= now`. */
export function recordStart(window: SlidingWindow, now: number): void {
  window.starts[window.oldest] = now;
  window.oldest = window.oldest + 1 === window.limit ? 0 : window.oldest + 1;
}

/** Moves the last `count` starts to a later moment: they were not sure to have happened when they were written down. */
export function postponeLastStarts(window: SlidingWindow, count: number, now: number): void {
  for (let back = 1; back <= Math.min(count, window.limit); back += 1) {
    window.starts[(window.oldest - back + window.limit) % window.limit] = now;
  }
}

/** The earliest moment at which a job can start that has `ahead` jobs before it, if each of them starts at its earliest. */
export function earliestStartAt(window: SlidingWindow, ahead: number, now: number): number {
  const rounds = Math.floor(ahead / window.limit);
  const place = (window.oldest + (ahead % window.limit)) % window.limit;
  return Math.max(now, startOf(window, place) + window.periodMs) + rounds * window.periodMs;
}

function startOf(window: SlidingWindow, place: number): number {
  return window.starts[place] ?? Number.NEGATIVE_INFINITY;
}
