import type { Clock } from '../src/clock.js';

/** A clock whose short timers fire at once. Time limits expire only when the test calls `advance`. */
export interface TestClock extends Clock {
  /** The lengths of all short timers, in order: the waits between attempts. */
  readonly waits: number[];
  /** Moves the time forward and fires the time limits that expire. */
  advance(ms: number): void;
  /** The number of running time limits and long waits. */
  pending(): number;
}

/** @param longMs timers of at least this length stay pending until `advance`; time limits are 30 s and 180 s */
export function createTestClock(longMs = 30_000): TestClock {
  let nowMs = Date.UTC(2026, 0, 1);
  const waits: number[] = [];
  const timers = new Map<() => void, number>();
  const advance = (ms: number) => {
    nowMs += ms;
    for (const [fire, atMs] of timers) if (atMs <= nowMs) fire();
  };
  return {
    waits,
    advance,
    now: () => nowMs,
    pending: () => timers.size,
    setTimer(callback, ms) {
      const fire = () => {
        if (timers.delete(fire)) callback();
      };
      const isShort = ms < longMs;
      timers.set(fire, isShort ? Number.POSITIVE_INFINITY : nowMs + ms);
      if (isShort) {
        waits.push(ms);
        advance(ms);
        queueMicrotask(fire);
      }
      return () => void timers.delete(fire);
    },
  };
}
