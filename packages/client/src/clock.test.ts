import { expect, test } from 'vitest';
import { createTestClock } from '../test/test-clock.js';
import { createTimer, sleep, startTimer, systemClock } from './clock.js';

test('the system clock returns milliseconds since 1970', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
});

test('a timer of the system clock fires, unless it is cancelled', async () => {
  const fired: string[] = [];
  await new Promise<void>((resolve) => {
    systemClock.setTimer(() => fired.push('cancelled'), 0)();
    systemClock.setTimer(resolve, 1);
  });
  expect(fired).toEqual([]);
});

test('a sleep ends with its time', async () => {
  const clock = createTestClock();
  await sleep(clock, 20, new AbortController().signal);
  expect(clock.waits).toEqual([20]);
});

test('an aborted sleep rejects with the reason of its signal and leaves no timer behind', async () => {
  const clock = createTestClock();
  const controller = new AbortController();
  const asleep = sleep(clock, 60_000, controller.signal);
  const reason = { why: 'enough' };
  controller.abort(reason);
  await expect(asleep).rejects.toBe(reason);
  await expect(sleep(clock, 60_000, controller.signal)).rejects.toBe(reason);
  expect(clock.pending()).toBe(0);
});

test('a timer creates its reason when it fires', async () => {
  const clock = createTestClock();
  let attempts = 0;
  const timer = startTimer(clock, { ms: 40_000, toReason: () => new Error(`after ${attempts}`) });
  attempts = 3;
  clock.advance(39_999);
  await Promise.resolve();
  expect(timer.signal.aborted).toBe(false);
  clock.advance(1);
  await Promise.resolve();
  expect(timer.signal.reason).toEqual(new Error('after 3'));
});

test('a stopped timer never fires and leaves nothing behind', async () => {
  const clock = createTestClock();
  const timer = startTimer(clock, { ms: 40_000, toReason: () => new Error('late') });
  timer.stop();
  expect(clock.pending()).toBe(0);
  clock.advance(50_000);
  await Promise.resolve();
  expect(timer.signal.aborted).toBe(false);
});

test('the signal of a timer aborts with the reason of the outer signal, until it is stopped', () => {
  const toReason = () => new Error('late');
  const outer = new AbortController();
  const [timer, stopped] = [0, 1].map(() => createTimer(createTestClock(), { ms: 1, toReason, outer: outer.signal }));
  stopped?.stop();
  const reason = new Error('no longer wanted');
  outer.abort(reason);
  expect([timer?.signal.reason, stopped?.signal.aborted]).toEqual([reason, false]);
  const late = createTimer(createTestClock(), { ms: 1, toReason, outer: outer.signal });
  expect(late.signal.reason).toBe(reason);
});
