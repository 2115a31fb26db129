import { expect, test } from 'vitest';
import { Pace } from './pace.js';

/** Answers requests that take a time each, one after the other. */
function open(requestsPerSecond?: () => number) {
  let [now, workedMs] = [0, 0];
  const pace = new Pace({ now: () => now, workedMs: () => workedMs }, requestsPerSecond);
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

test('a scan halves its pages down to three while its thread is busy, also in the first second', () => {
  const { pace, answer } = open();
  answer(10, 29, 0.95);
  expect(pace.most).toBe(8);
  answer(10, 1, 0.95);
  expect(pace.most).toBe(4);
  answer(10, 60, 0.95);
  expect(pace.most).toBe(3);
});

test('a scan returns to eight pages when its thread waits again, and then goes on as before', () => {
  const { pace, answer } = open();
  answer(100, 10, 1);
  expect(pace.most).toBe(3);
  answer(100, 6, 0.8);
  expect(pace.most).toBe(8);
  answer(100, 1, 0.8);
  expect(pace.most).toBe(9);
});

test.each([
  [50, 100, 8, false],
  [50, 300, 15, false],
  [230, 100, 23, false],
  [250, 100, 24, true],
  [1250, 100, 24, true],
])(
  'with a rate limit of %i a second and requests of %i ms, a scan reads %i pages side by side after the first, and later at least 12',
  (rate, ms, most, hasRequestsToSpare) => {
    const { pace, answer } = open(() => rate);
    expect(pace).toMatchObject({ most: 8, hasRequestsToSpare: false });
    answer(ms, 1);
    expect(pace).toMatchObject({ most, hasRequestsToSpare });
    answer(ms, 50);
    expect(pace.most).toBe(Math.max(12, most));
  },
);

test('a scan follows a known rate limit that falls', () => {
  let rate = 250;
  const { pace, answer } = open(() => rate);
  answer(100, 1);
  rate = 150;
  answer(100, 1);
  expect(pace.most).toBe(15);
});

test('a scan reads fewer pages than a known rate limit lets through when requests wait long for something else', () => {
  const { pace, answer } = open(() => 250);
  answer(100, 1);
  answer(250, 10);
  expect(pace.most).toBe(24);
  answer(300, 4);
  expect(pace.most).toBe(20);
  answer(1000, 40);
  expect(pace.most).toBe(8);
});
