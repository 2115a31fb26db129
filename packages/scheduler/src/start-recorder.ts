import type { Clock } from './clock.js';
import type { SlidingWindow } from './sliding-window.js';

/** Records the starts of jobs at the time at which they really happen. */
export interface StartRecorder {
  record(now: number): void;
}

/**
 * The process may stall between reading the clock and starting the job. So each start is recorded at once and moved to
 * the current time two microtasks later, when the job has begun. One pair of microtasks serves all starts of a turn.
 */
export function createStartRecorder(window: SlidingWindow, clock: Clock): StartRecorder {
  /** Starts in this turn whose time is not final. */
  let unsettled = 0;
  const settle = (): void => {
    window.postponeLastStarts(unsettled, clock.now());
    unsettled = 0;
  };
  const settleInNextMicrotask = (): void => queueMicrotask(settle);
  return {
    record(now) {
      window.recordStart(now);
      unsettled += 1;
      if (unsettled === 1) queueMicrotask(settleInNextMicrotask);
    },
  };
}
