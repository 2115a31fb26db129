import type { Clock } from '@twilio-connector/scheduler';

/** A clock for the nodes of connections, which stands still until a test moves it. */
export interface NodeTestClock extends Clock {
  /** Moves the time forward, and fires the timers that are due on the way. */
  advance(ms: number): void;
  /** Moves the time within the current turn, like work that blocks the process. */
  stall(ms: number): void;
  /** The number of timers that are set and have not fired. */
  readonly timers: number;
}

export function createNodeClock(): NodeTestClock {
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  let now = 1000;
  let last = 0;
  return {
    now: () => now,
    setTimer(callback, delayMs) {
      last += 1;
      timers.set(last, { at: now + delayMs, callback });
      return last;
    },
    clearTimer: (handle) => void timers.delete(Number(handle)),
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const [next] = [...timers].filter(([, { at }]) => at <= until).toSorted((a, b) => a[1].at - b[1].at);
        if (!next) break;
        timers.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].callback();
      }
      now = Math.max(now, until);
    },
    stall(ms) {
      now += ms;
    },
    get timers() {
      return timers.size;
    },
  };
}
