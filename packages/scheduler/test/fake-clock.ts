import type { Clock } from '../src/index.js';

/** A clock that a test moves by hand. */
export interface FakeClock extends Clock {
  /** Moves on, firing the timers on the way; what they set off has run when this resolves. */
  advance(ms: number): Promise<void>;
  /** Moves on within the present turn, as work that keeps the process busy does. */
  spend(ms: number): void;
  /** Timers that are set and have not fired. */
  readonly timers: number;
}

/** @param lateness by how much the next timer fires late, in milliseconds; negative for early */
export function createFakeClock(lateness: () => number = () => 0): FakeClock {
  const timers = new Map<number, { at: number; callback: () => void }>();
  let now = 1234.5;
  let lastHandle = 0;
  const fireNext = (until: number): boolean => {
    const [next] = [...timers].filter(([, timer]) => timer.at <= until).toSorted((a, b) => a[1].at - b[1].at);
    if (!next) return false;
    timers.delete(next[0]);
    now = Math.max(now, next[1].at);
    next[1].callback();
    return true;
  };
  return {
    now: () => now,
    setTimer(callback, delayMs) {
      // Node rounds a delay down to whole milliseconds, and up to one.
      if (!Number.isInteger(delayMs) || delayMs < 1) throw new RangeError(`a timer for ${delayMs} ms`);
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
  };
}

/** Lets everything run that is ready to. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
