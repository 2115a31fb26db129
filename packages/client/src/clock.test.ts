import { expect, test } from 'vitest';
import { createTestClock } from '../test/test-clock.js';
import { startTimer, systemClock } from './clock.js';

test('the system clock returns milliseconds since 1970', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
});

test('a sleep on the system clock resolves', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
});

test('an aborted sleep rejects with the reason of its signal', async () => {
  const controller = new AbortController();
  const sleep = systemClock.sleep(60_000, controller.signal);
  const reason = { why: 'enough' };
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
  await expect(systemClock.sleep(60_000, controller.signal)).rejects.toBe(reason);
});

test('a timer creates its reason when it fires', async () => {
  const clock = createTestClock();
  let attempts = 0;
  const timer = startTimer(clock, 40_000, () => new Error(`after ${attempts}`));
  attempts = 3;
  clock.advance(39_999);
  await Promise.resolve();
  expect(timer.signal.aborted).toBe(false);
  clock.advance(1);
  await Promise.resolve();
  expect(timer.signal.reason).toEqual(new Error('after 3'));
});

test('a stopped timer never fires and leaves no sleep behind', async () => {
  const clock = createTestClock();
  const timer = startTimer(clock, 40_000, () => new Error('late'));
  timer.stop();
  expect(clock.pending()).toBe(0);
  clock.advance(50_000);
  await Promise.resolve();
  expect(timer.signal.aborted).toBe(false);
});

test('a timer fires if its clock fails, so that no wait is unlimited', async () => {
  const broken = { now: () => 0, sleep: () => Promise.reject(new Error('no timers')) };
  const timer = startTimer(broken, 40_000, () => new Error('late'));
  await Promise.resolve();
  await Promise.resolve();
  expect(timer.signal.reason).toEqual(new Error('no timers'));
});
