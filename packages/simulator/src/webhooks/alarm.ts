import type { Clock } from '../model/clock.js';

/** A timer by the simulated clock. */
export interface Alarm {
  /** Rings at this time instead of the one set before; never for `Infinity`. */
  set(at: number): void;
}

/** Calls a function once, later, unless the returned function is called before. */
export type Schedule = (work: () => void, ms: number) => () => void;

/** A timer takes at most 24.8 days, and a message can be scheduled for a later day. */
const MAX_TIMER_MS = 86_400_000;

/** A timer that does not keep the process alive. */
const systemTimer: Schedule = (work, ms) => {
  const timer = setTimeout(work, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/** Creates an alarm, which rings when the clock has reached the time that was set. */
export function createAlarm(
  { now, ring }: { readonly now: Clock; readonly ring: () => void },
  schedule = systemTimer,
): Alarm {
  let cancelTimer = () => {};
  const set = (at: number): void => {
    cancelTimer();
    if (at === Number.POSITIVE_INFINITY) return;
    const started = now();
    const wake = () => {
      if (now() >= at) ring();
      // A stopped clock is not waited for: it moves when a test advances it.
      else if (now() > started) set(at);
    };
    cancelTimer = schedule(wake, Math.min(Math.max(at - started, 0), MAX_TIMER_MS));
  };
  return { set };
}
