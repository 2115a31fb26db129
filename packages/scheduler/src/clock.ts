/** Identifies a running timer. */
export type TimerHandle = ReturnType<typeof setTimeout> | number;

/** Time and timers. Tests pass a fake one. */
export interface Clock {
  /** Milliseconds on a monotonic clock, with fractions. */
  now(): number;
  /** Calls `callback` once after `delayMs` (a whole number of at least 1). It may fire slightly early or late. */
  setTimer(callback: () => void, delayMs: number): TimerHandle;
  clearTimer(handle: TimerHandle): void;
}

/** Node's monotonic clock and timers. Timers keep the process alive, because each stands for a waiting job. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimer: (handle) => clearTimeout(handle),
};
