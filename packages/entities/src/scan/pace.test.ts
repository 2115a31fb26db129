import { expect, test } from 'vitest';
import { Pace } from './pace.js';

/** Answers requests that take a time each, one after the other. */
function open() {
  let now = 0;
  const pace = new Pace(() => now);
  const answer = (ms: number, times = 1) => {
    for (let count = 0; count < times; count += 1) {
      const answered = pace.start();
      now += ms;
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
