import { expect, test } from 'vitest';
import { createSlidingWindow } from './sliding-window.js';

test('an empty window allows a start at any time', () => {
  expect(createSlidingWindow(2, 1005).nextStartAt()).toBe(Number.NEGATIVE_INFINITY);
});

test('a full window allows the next start one period after its oldest start', () => {
  const window = createSlidingWindow(2, 1005);
  window.recordStart(10);
  expect(window.nextStartAt()).toBe(Number.NEGATIVE_INFINITY);
  window.recordStart(300);
  expect(window.nextStartAt()).toBe(1015);
  window.recordStart(1015);
  expect(window.nextStartAt()).toBe(1305);
});

test('a window with a limit of one keeps starts one period apart', () => {
  const window = createSlidingWindow(1, 1000);
  window.recordStart(0);
  window.recordStart(1000);
  expect(window.nextStartAt()).toBe(2000);
});

test.each([
  { ahead: 0, at: 1100 },
  { ahead: 1, at: 1400 },
  { ahead: 2, at: 2100 },
  { ahead: 3, at: 2400 },
  { ahead: 8, at: 5100 },
])('the earliest start with $ahead jobs ahead is at $at', ({ ahead, at }) => {
  const window = createSlidingWindow(2, 1000);
  window.recordStart(100);
  window.recordStart(400);
  expect(window.earliestStartAt(ahead, 500)).toBe(at);
});

test('the earliest start is never before the current time', () => {
  const window = createSlidingWindow(2, 1000);
  window.recordStart(100);
  window.recordStart(400);
  expect([0, 1, 2, 3].map((ahead) => window.earliestStartAt(ahead, 1200))).toEqual([1200, 1400, 2200, 2400]);
});
