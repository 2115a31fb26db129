import { expect, test } from 'vitest';
import { Pace } from './pace.js';

/** Answers requests that take a time each, one after the other. */
function open() {
  let [now, workedMs] = [0, 0];
  const pace = new Pace({ now: () => now, workedMs: () => workedMs });
  const answer = (ms: number, times = 1, busy = 0.5) => {
    for (let count = 0; count < times; count += 1) {
      const answered = pace.start();
      now += ms;
      workedMs += busy * ms;
      answered();
    }
  };
  return { pace, answer };
}

test('a scan begins with eight pages, and stays there in the first second, which a rate limit admits at once', () => {
  const { pace, answer } = open();
  answer(100, 9);
  expect(pace.most).toBe(8);
});

test('a scan reads up to twelve pages side by side while requests take no longer than the fastest', () => {
  const { pace, answer } = open();
  answer(100, 10);
  expect(pace.most).toBe(9);
  answer(140, 20);
  expect(pace.most).toBe(12);
});

test('a scan goes back to eight pages when requests have to wait', () => {
  const { pace, answer } = open();
  answer(100, 30);
  answer(200, 2);
  expect(pace.most).toBe(10);
  answer(1000, 20);
  expect(pace.most).toBe(8);
});

test('a scan goes down to three pages while its thread is busy, also in the first second', () => {
  const { pace, answer } = open();
  answer(10, 9, 0.95);
  expect(pace.most).toBe(8);
  answer(10, 3, 0.95);
  expect(pace.most).toBe(5);
  answer(10, 20, 0.95);
  expect(pace.most).toBe(3);
});

test('a scan returns to eight pages when its thread waits again, and then goes on as before', () => {
  const { pace, answer } = open();
  answer(100, 10, 1);
  expect(pace.most).toBe(3);
  answer(100, 5, 0.8);
  expect(pace.most).toBe(8);
  answer(100, 1, 0.8);
  expect(pace.most).toBe(9);
});
