import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scheduleJobs } from './schedule.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const onError = (error: unknown) => expect.fail(String(error));

test('jobs run one after the other, at once and then at every interval', async () => {
  const steps: string[] = [];
  const job = (name: string) => async () => {
    steps.push(`${name} starts`);
    await Promise.resolve();
    steps.push(`${name} ends`);
  };
  const stop = scheduleJobs([job('a'), job('b')], { everyMs: 1000, onError });
  await vi.advanceTimersByTimeAsync(999);
  expect(steps.splice(0)).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  await vi.advanceTimersByTimeAsync(1);
  expect(steps).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  await stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(steps).toHaveLength(4);
});

test('a failed job is reported, and the jobs after it still run', async () => {
  const errors: unknown[] = [];
  const other = vi.fn<() => Promise<void>>(async () => {});
  const failure = new Error('on purpose');
  const stop = scheduleJobs([() => Promise.reject(failure), other], {
    everyMs: 1000,
    onError: (error) => errors.push(error),
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect([errors, other.mock.calls.length]).toEqual([[failure, failure], 2]);
  await stop();
});

test('a job that takes longer than the interval runs only once at a time', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const job = vi.fn<() => Promise<void>>(() => promise);
  const stop = scheduleJobs([job], { everyMs: 1000, onError });
  await vi.advanceTimersByTimeAsync(3500);
  expect(job).toHaveBeenCalledTimes(1);
  resolve();
  await vi.advanceTimersByTimeAsync(500);
  expect(job).toHaveBeenCalledTimes(2);
  await stop();
});

test('a stopped schedule ends a job at its next pause, starts no other, and reports neither', async () => {
  const pauses = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let batches = 0;
  const other = vi.fn<() => Promise<void>>(async () => {});
  const long = async (pause: () => Promise<void>) => {
    for (;;) {
      batches += 1;
      await pause();
    }
  };
  const stop = scheduleJobs([long, other], { everyMs: 1000, onError, pause: () => pauses[batches - 1]!.promise });
  pauses[0]!.resolve();
  await vi.advanceTimersByTimeAsync(0);
  let isStopped = false;
  const stopping = stop().then(() => (isStopped = true));
  await vi.advanceTimersByTimeAsync(0);
  expect([batches, isStopped]).toEqual([2, false]);
  pauses[1]!.resolve();
  await stopping;
  expect([batches, other.mock.calls.length]).toEqual([2, 0]);
});
