import type { Clock } from '../src/clock.js';

/** A clock whose short sleeps end at once. Time limits expire only when the test calls `advance`. */
export interface TestClock extends Clock {
  /** The lengths of all short sleeps, in order: the waits between attempts. */
  readonly waits: number[];
  /** Moves the time forward and fires the time limits that expire. */
  advance(ms: number): void;
  /** The number of running time limits and long waits. */
  pending(): number;
}

/** @param longMs sleeps of at least this length stay pending until `advance`; time limits are 30 s and 180 s */
export function createTestClock(longMs = 30_000): TestClock {
  let nowMs = Date.UTC(2026, 0, 1);
  const waits: number[] = [];
  const sleepers = new Map<() => void, number>();
  const advance = (ms: number) => {
    nowMs += ms;
    for (const [wake, atMs] of sleepers) if (atMs <= nowMs) wake();
  };
  return {
    waits,
    advance,
    now: () => nowMs,
    pending: () => sleepers.size,
    sleep(ms, signal) {
      if (ms < longMs) {
        waits.push(ms);
        advance(ms);
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const wake = () => {
          sleepers.delete(wake);
          resolve();
        };
        sleepers.set(wake, nowMs + ms);
        signal?.addEventListener('abort', () => {
          sleepers.delete(wake);
          reject(signal.reason as Error);
        });
      });
    },
  };
}
