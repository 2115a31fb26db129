import { expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createScheduler } from './index.js';
import { tickerOf } from './ticker.js';

test('a listener is called every second until it returns false', async () => {
  const clock = createFakeClock();
  let calls = 0;
  const listener = () => (calls += 1) < 3;
  tickerOf(clock).add(listener);
  tickerOf(clock).add(listener);
  await clock.advance(2000);
  expect([calls, clock.timers]).toEqual([2, 1]);
  await clock.advance(5000);
  expect([calls, clock.timers]).toEqual([3, 0]);
});

test('a listener that was added during a tick is called at the next one', async () => {
  const clock = createFakeClock();
  const ticker = tickerOf(clock);
  const calls: string[] = [];
  const second = () => calls.push('second') < 0;
  ticker.add(() => {
    calls.push('first');
    clock.setTimer(() => ticker.add(second), 1);
    return false;
  });
  await clock.advance(3000);
  expect([calls, clock.timers]).toEqual([['first', 'second'], 0]);
});

test('a thousand schedulers that have more nodes than their minimum share one timer, and none remains', async () => {
  const clock = createFakeClock();
  const schedulers = Array.from({ length: 1000 }, () =>
    createScheduler({ nodes: { min: 1, max: 4 }, ratePerNode: 2, clock }),
  );
  for (const { admit } of schedulers) {
    for (let job = 0; job < 4; job += 1) {
      const permit = await admit();
      permit.sent();
      permit.done({ isThrottled: false });
    }
  }
  expect(schedulers.every(({ nodes }) => nodes > 1)).toBe(true);
  expect(clock.timers).toBe(1);
  await clock.advance(65_000);
  expect(schedulers.every(({ nodes }) => nodes === 1)).toBe(true);
  expect(clock.timers).toBe(0);
});
