import type { Clock } from '../src/index.js';

/** A clock that a test advances. */
export interface FakeClock extends Clock {
  /** Advances the time and fires the timers that are due. Resolves when the resulting work has run. */
  advance(ms: number): Promise<void>;
  /** Advances the time within the current turn, like work that blocks the event loop. */
  spend(ms: number): void;
  /** The number of timers that are set and have not fired. */
  readonly timers: number;
  /** The longest delay of a timer so far, in milliseconds. */
  readonly longestDelayMs: number;
}

/** @param lateness returns how late the next timer fires, in milliseconds; negative if early */
export function createFakeClock(lateness: () => number = () => 0): FakeClock {
  const timers = new Map<number, { at: number; callback: () => void }>();
  let now = 1234.5;
  let lastHandle = 0;
  let longestDelayMs = 0;
  const fireNext = (until: number): boolean => {
    let next: number | undefined;
    let at = Number.POSITIVE_INFINITY;
    for (const [handle, timer] of timers) {
      if (timer.at > until || timer.at >= at) continue;
      next = handle;
      ({ at } = timer);
    }
    const timer = next === undefined ? undefined : timers.get(next);
    if (next === undefined || !timer) return false;
    timers.delete(next);
    now = Math.max(now, at);
    timer.callback();
    return true;
  };
  return {
    now: () => now,
    setTimer(callback, delayMs) {
      // Node rounds a delay down to whole milliseconds, but at least 1.
      if (!Number.isInteger(delayMs) || delayMs < 1) throw new RangeError(`Invalid timer delay: ${delayMs} ms.`);
      longestDelayMs = Math.max(longestDelayMs, delayMs);
      lastHandle += 1;
      timers.set(lastHandle, { at: now + Math.max(0.1, delayMs + lateness()), callback });
      return lastHandle;
    },
    clearTimer: (handle) => void timers.delete(Number(handle)),
    async advance(ms) {
      const until = now + ms;
      do await turn();
      while (fireNext(until));
      now = Math.max(now, until);
      await turn();
    },
    spend(ms) {
      now += ms;
    },
    get timers() {
      return timers.size;
    },
    get longestDelayMs() {
      return longestDelayMs;
    },
  };
}

/** Lets all pending microtasks run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
