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

test.each([
  [undefined, true],
  [true, false],
])('a timer keeps the process alive, unless it is in the background (%s)', (isInBackground, isKeptAlive) => {
  vi.useRealTimers();
  const timer = systemClock.setTimer(() => undefined, 1000, isInBackground);
  expect(timer).toMatchObject({ hasRef: expect.any(Function) });
  expect(typeof timer === 'object' && timer.hasRef()).toBe(isKeptAlive);
  systemClock.clearTimer(timer);
});
