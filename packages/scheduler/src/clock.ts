/** What a running timer is known by. */
export type TimerHandle = ReturnType<typeof setTimeout> | number;

/** Time as the scheduler sees it. A test passes one that it moves by hand. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; fractions count. */
  now(): number;
  /** Calls `callback` once, in `delayMs` (whole milliseconds, at least 1). Firing somewhat early or late is allowed. */
  setTimer(callback: () => void, delayMs: number): TimerHandle;
  clearTimer(handle: TimerHandle): void;
}

/** Node's monotonic clock and timers. Timers keep the process alive: somebody waits for the job behind each. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimer: (handle) => clearTimeout(handle),
};
