import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createScheduler } from './index.js';

const LIMIT = 50;

function mostInAnySecond(starts: readonly number[]): number {
  const sorted = starts.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((start, index) => sorted.slice(index).filter((other) => other < start + 1000).length));
}

describe('stalls between admission and the request', () => {
  test('a stall before jobs that need not wait does not cause too many starts in the next second', async () => {
    const clock = createFakeClock();
    const { admit } = createScheduler({ nodes: 2, clock });
    const starts: number[] = [];
    const job = async () => {
      const permit = await admit();
      starts.push(clock.now());
      permit.sent();
    };
    // The process stalls after the scheduler has read the clock for all jobs and before any of them starts.
    queueMicrotask(() => clock.spend(77));
    const jobs = Array.from({ length: 2 * LIMIT }, job);
    await clock.advance(3000);
    await Promise.all(jobs);
    expect(starts).toHaveLength(2 * LIMIT);
    expect(mostInAnySecond(starts)).toBe(LIMIT);
  });

  test('if the process stalls just before a queued job starts, no second has more starts than the limit', async () => {
    const clock = createFakeClock();
    const { admit } = createScheduler({ nodes: 2, clock });
    const starts: number[] = [];
    const job = async (index: number) => {
      const permit = await admit();
      if (index === LIMIT) clock.spend(60);
      starts.push(clock.now());
      permit.sent();
    };
    const jobs = Array.from({ length: 3 * LIMIT }, (_, index) => job(index));
    await clock.advance(5000);
    await Promise.all(jobs);
    expect(mostInAnySecond(starts)).toBe(LIMIT);
  });
});
