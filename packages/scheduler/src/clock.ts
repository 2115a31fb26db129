/** Identifies a running timer. */
export type TimerHandle = ReturnType<typeof setTimeout> | number;

/** The longest delay that Node's timers support. */
export const MAX_TIMER_MS = 2_147_483_647;

/** Time and timers. Tests pass a fake one. */
export interface Clock {
  /** Milliseconds on a monotonic clock, with fractions. */
  now(): number;
  /**
   * Calls `callback` once after `delayMs` (a whole number of at least 1). It may fire slightly early or late. If it is in the
   * background, nobody waits for it, so it should not keep the process alive.
   */
  setTimer(callback: () => void, delayMs: number, isInBackground?: boolean): TimerHandle;
  clearTimer(handle: TimerHandle): void;
}

/** Node's monotonic clock and timers. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (callback, delayMs, isInBackground = false) => {
    const timer = setTimeout(callback, delayMs);
    return isInBackground ? timer.unref() : timer;
  },
  clearTimer: (handle) => clearTimeout(handle),
};
