import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { turnToRead } from './turns.js';

const LONG = 'x'.repeat(5000);

test('each long text has a turn of the event loop of its own', async () => {
  const read: number[] = [];
  for (const name of [1, 2, 3]) void turnToRead(LONG).then(() => read.push(name));
  const counts: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await nextTurn();
    counts.push(read.length);
  }
  expect(counts.every((count, turn) => count <= turn + 1)).toBe(true);
  expect(read).toEqual([1, 2, 3]);
});

test('a short text need not wait', async () => {
  const order: string[] = [];
  const long = turnToRead(LONG).then(() => order.push('long'));
  await turnToRead('select 1').then(() => order.push('short'));
  await long;
  expect(order).toEqual(['short', 'long']);
});
