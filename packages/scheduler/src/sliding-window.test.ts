import { describe, expect, test } from 'vitest';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.js';

/** A window in which requests were sent at the given times. */
function windowOf(limit: number, periodMs: number, ...times: readonly number[]): SlidingWindow {
  const window = createSlidingWindow(limit, periodMs);
  for (const time of times) {
    window.take();
    window.recordSent(time);
  }
  return window;
}

describe('the time of the next free slot', () => {
  test('an empty window has a free slot at any time', () => {
    expect(windowOf(2, 1005).freeAt()).toBe(Number.NEGATIVE_INFINITY);
    expect(windowOf(2, 1005, 10).freeAt()).toBe(Number.NEGATIVE_INFINITY);
  });

  test('a full window has a free slot one period after its oldest request', () => {
    const window = windowOf(2, 1005, 10, 300);
    expect(window.freeAt()).toBe(1015);
    window.take();
    window.recordSent(1015);
    expect(window.freeAt()).toBe(1305);
  });

  test('a window with a limit of one keeps requests one period apart', () => {
    expect(windowOf(1, 1000, 0, 1000).freeAt()).toBe(2000);
  });

  test('an open permit takes a slot until its request is sent, and for one period after that', () => {
    const window = windowOf(2, 1000, 100);
    window.take();
    expect(window.freeAt()).toBe(1100);
    window.take();
    expect(window.freeAt()).toBe(Number.POSITIVE_INFINITY);
    window.recordSent(5000);
    expect(window.freeAt()).toBe(6000);
  });

  test('a released permit leaves its slot as it was before', () => {
    const window = windowOf(2, 1000, 100, 400);
    window.take();
    expect(window.freeAt()).toBe(1400);
    window.release();
    expect(window.freeAt()).toBe(1100);
  });

  test('no slot is free until there are fewer open permits than the lowered limit allows', () => {
    const window = windowOf(3, 1000);
    for (let permit = 0; permit < 3; permit += 1) window.take();
    window.resize(1, 0);
    window.release();
    window.release();
    expect(window.freeAt()).toBe(Number.POSITIVE_INFINITY);
    window.release();
    expect(window.freeAt()).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('the earliest start of a waiting job', () => {
  test.each([
    { ahead: 0, at: 1100 },
    { ahead: 1, at: 1400 },
    { ahead: 2, at: 2100 },
    { ahead: 3, at: 2400 },
    { ahead: 8, at: 5100 },
  ])('the earliest start with $ahead jobs ahead is at $at', ({ ahead, at }) => {
    expect(windowOf(2, 1000, 100, 400).earliestStartAt(ahead, 500)).toBe(at);
  });

  test('the earliest start is never before the current time', () => {
    const window = windowOf(2, 1000, 100, 400);
    expect([0, 1, 2, 3].map((ahead) => window.earliestStartAt(ahead, 1200))).toEqual([1200, 1400, 2200, 2400]);
  });

  test('the requests of open permits count as sent now', () => {
    const window = windowOf(3, 1000, 100);
    window.take();
    window.take();
    expect([0, 1, 2, 3].map((ahead) => window.earliestStartAt(ahead, 500))).toEqual([1100, 1500, 1500, 2100]);
    expect([0, 1, 2, 3].map((ahead) => window.earliestStartAt(ahead, 700))).toEqual([1100, 1700, 1700, 2100]);
  });

  test('more open permits than the lowered limit allows count as sent now', () => {
    const window = windowOf(3, 1000);
    for (let permit = 0; permit < 3; permit += 1) window.take();
    window.resize(2, 0);
    expect([0, 1, 2].map((ahead) => window.earliestStartAt(ahead, 500))).toEqual([1500, 1500, 2500]);
  });
});
