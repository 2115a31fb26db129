import { afterEach, expect, test, vi } from 'vitest';
import { waitBriefly } from './brief-wait.js';

afterEach(() => void vi.useRealTimers());

test('a brief wait resolves or rejects like its promise', async () => {
  expect(await waitBriefly(Promise.resolve('done'), 'late')).toBe('done');
  await expect(waitBriefly(Promise.reject(new Error('failed')), 'late')).rejects.toThrow('failed');
});

test('a brief wait resolves with the late value after five seconds', async () => {
  vi.useFakeTimers();
  const waiting = waitBriefly(new Promise<string>(() => {}), 'late');
  await vi.advanceTimersByTimeAsync(4999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await waiting).toBe('late');
  expect(vi.getTimerCount()).toBe(0);
});

test('a brief wait leaves no timer behind when its promise resolves first', async () => {
  vi.useFakeTimers();
  await waitBriefly(Promise.resolve('done'), 'late');
  expect(vi.getTimerCount()).toBe(0);
});
