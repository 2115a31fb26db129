import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createScheduler } from './index.js';

const LIMIT = 50;

function mostInAnySecond(starts: readonly number[]): number {
  const sorted = starts.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((start, index) => sorted.slice(index).filter((other) => other < start + 1000).length));
}

describe('a process that stalls between the reading of the clock and the start', () => {
  test('does not let one start too many into the second that follows', async () => {
    const clock = createFakeClock();
    const { admit } = createScheduler({ nodes: 2, clock });
    const starts: number[] = [];
    const job = async () => {
      await admit();
      starts.push(clock.now());
    };
    // The stall comes after the scheduler has read the clock for all of them, and before any has started.
    queueMicrotask(() => clock.spend(77));
    const jobs = Array.from({ length: 2 * LIMIT }, job);
    await clock.advance(3000);
    await Promise.all(jobs);
    expect(starts).toHaveLength(2 * LIMIT);
    expect(mostInAnySecond(starts)).toBe(LIMIT);
  });

  test('nor when it stalls before a job that waited', async () => {
    const clock = createFakeClock();
    const { admit } = createScheduler({ nodes: 2, clock });
    const starts: number[] = [];
    const job = async (index: number) => {
      await admit();
      if (index === LIMIT) clock.spend(60);
      starts.push(clock.now());
    };
    const jobs = Array.from({ length: 3 * LIMIT }, (_, index) => job(index));
    await clock.advance(5000);
    await Promise.all(jobs);
    expect(mostInAnySecond(starts)).toBe(LIMIT);
  });
});
