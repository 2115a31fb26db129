import { expect, test } from 'vitest';
import { createSlidingWindow, earliestStartAt, nextStartAt, recordStart } from './sliding-window.js';

test('an empty window is free', () => {
  expect(nextStartAt(createSlidingWindow(2, 1005))).toBe(Number.NEGATIVE_INFINITY);
});

test('a full window is free again one period after its oldest start', () => {
  const window = createSlidingWindow(2, 1005);
  recordStart(window, 10);
  expect(nextStartAt(window)).toBe(Number.NEGATIVE_INFINITY);
  recordStart(window, 300);
  expect(nextStartAt(window)).toBe(1015);
  recordStart(window, 1015);
  expect(nextStartAt(window)).toBe(1305);
});

test('a window of one place spaces starts by one period', () => {
  const window = createSlidingWindow(1, 1000);
  recordStart(window, 0);
  recordStart(window, 1000);
  expect(nextStartAt(window)).toBe(2000);
});

test.each([
  { ahead: 0, at: 1100 },
  { ahead: 1, at: 1400 },
  { ahead: 2, at: 2100 },
  { ahead: 3, at: 2400 },
  { ahead: 8, at: 5100 },
])('with $ahead jobs ahead the earliest start is at $at', ({ ahead, at }) => {
  const window = createSlidingWindow(2, 1000);
  recordStart(window, 100);
  recordStart(window, 400);
  expect(earliestStartAt(window, ahead, 500)).toBe(at);
});

test('no start is earlier than now', () => {
  const window = createSlidingWindow(2, 1000);
  recordStart(window, 100);
  recordStart(window, 400);
  expect([0, 1, 2, 3].map((ahead) => earliestStartAt(window, ahead, 1200))).toEqual([1200, 1400, 2200, 2400]);
});
