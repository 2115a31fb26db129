import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { turnToRead } from './turns.js';

const LONG = 'x'.repeat(5000);
let now = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.useRealTimers());

/** Lets the event loop turn a few times. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
}

test('a long text waits for as long as the one before it has taken', async () => {
  const read: number[] = [];
  for (const text of [1, 2, 3]) {
    void turnToRead(LONG).then(() => {
      read.push(text);
      now += 30;
    });
  }
  await settle();
  expect(read).toEqual([1]);
  await vi.advanceTimersByTimeAsync(29);
  await settle();
  expect(read).toEqual([1]);
  await vi.advanceTimersByTimeAsync(1);
  await settle();
  expect(read).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(30);
  await settle();
  expect(read).toEqual([1, 2, 3]);
  await vi.advanceTimersByTimeAsync(30);
});

test('a short text does not wait', async () => {
  const order: string[] = [];
  const long = turnToRead(LONG).then(() => order.push('long'));
  await turnToRead('select 1').then(() => order.push('short'));
  await long;
  expect(order).toEqual(['short', 'long']);
});
