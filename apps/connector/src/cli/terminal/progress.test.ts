import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress, fromNow, spent, watch } from './progress.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a progress line shows the time until a request is known, and the requests from then on', async () => {
  const written: string[] = [];
  const stderr = { write: (text: string) => written.push(text) };
  let requests = 0;
  let finish = () => {};
  const work = new Promise<void>((resolve) => (finish = resolve));
  const watched = watch({ requests: () => requests }, { stderr }, work);
  vi.advanceTimersByTime(2000);
  requests = 21;
  vi.advanceTimersByTime(1000);
  finish();
  await watched;
  vi.advanceTimersByTime(5000);
  expect(written).toEqual([
    'Waiting for the answer, 1 s …\n',
    'Waiting for the answer, 2 s …\n',
    'Waiting for the answer, 21 requests to Twilio …\n',
  ]);
});

test('on a terminal, a line fits into the width, replaces the one before, and is erased at the end', () => {
  const written: string[] = [];
  const terminal = { isTTY: true, columns: 8, write: (text: string) => written.push(text) };
  const progress = createProgress(terminal, (seconds) => `${spent({ requests: () => 0 }, seconds)} for a list`);
  vi.advanceTimersByTime(2000);
  progress.stop();
  expect(written).toEqual(['\r\u001b[K1 s for', '\r\u001b[K2 s for', '\r\u001b[K']);
});

test('a line about a second piece of work does not count the requests of the first', () => {
  let requests = 9;
  const cost = fromNow({ requests: () => requests });
  expect(spent(cost, 3)).toBe('3 s');
  requests += 1;
  expect(spent(cost, 4)).toBe('1 request to Twilio');
});
