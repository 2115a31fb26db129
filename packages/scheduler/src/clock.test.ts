import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a timer fires once, when its delay has passed on the same clock', () => {
  const fired: number[] = [];
  const start = systemClock.now();
  systemClock.setTimer(() => fired.push(systemClock.now() - start), 20);
  vi.advanceTimersByTime(19);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(fired).toEqual([20]);
});

test('a cleared timer does not fire', () => {
  const callback = vi.fn<() => void>();
  systemClock.clearTimer(systemClock.setTimer(callback, 20));
  vi.advanceTimersByTime(100);
  expect(callback).not.toHaveBeenCalled();
});

test('a timer keeps the process alive', () => {
  vi.useRealTimers();
  const timer = systemClock.setTimer(() => undefined, 1000);
  expect(timer).toMatchObject({ hasRef: expect.any(Function) });
  expect(typeof timer === 'object' && timer.hasRef()).toBe(true);
  systemClock.clearTimer(timer);
});
