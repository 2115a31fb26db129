import type { Clock } from '../src/clock.js';

/** A clock on which waits take no time and time limits pass only when told. */
export interface TestClock extends Clock {
  /** The short sleeps so far, in order: the waits between attempts. */
  readonly waits: number[];
  /** Lets time pass; time limits that end within it fire. */
  advance(ms: number): void;
  /** How many time limits and long waits are running. */
  pending(): number;
}

/** Sleeps of this length and more stay pending until `advance`: time limits are 30 s and 180 s. */
const LONG_MS = 30_000;

export function createTestClock(): TestClock {
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
      if (ms < LONG_MS) {
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
