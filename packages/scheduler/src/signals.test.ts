import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createJournal } from '../test/journal.js';

test('a job whose signal has already aborted is rejected at once and does not count', async () => {
  const { scheduler, ask, clock, log } = createJournal();
  ask('a', { signal: AbortSignal.abort('gone') });
  ask('b c d');
  await clock.advance(0);
  expect(log).toEqual(['a!gone@0', 'b@0', 'c@0', 'd@0']);
  expect(scheduler.stats()).toMatchObject({ started: 3, refused: 0, throttled: 0, aborted: 0 });
});

test('an aborted job leaves the queue, and the next job takes its turn', async () => {
  const { scheduler, ask, clock, log } = createJournal();
  const controller = new AbortController();
  ask('a b c');
  ask('d e', { signal: controller.signal });
  ask('f g h i');
  controller.abort('stop');
  await clock.advance(1005);
  expect(log.slice(3)).toEqual(['d!stop@0', 'e!stop@0', 'f@1005', 'g@1005', 'h@1005']);
  expect(scheduler.stats()).toMatchObject({ started: 6, aborted: 2, throttled: 6, waited: 3, queued: 1 });
});

test('the timer is cleared when the last waiting job aborts', async () => {
  const { ask, clock } = createJournal();
  const controller = new AbortController();
  ask('a b c');
  ask('d', { signal: controller.signal });
  expect(clock.timers).toBe(1);
  controller.abort();
  expect(clock.timers).toBe(0);
});

test('no abort listener is left behind, whether a job starts, aborts or expires', async () => {
  const { signal } = new AbortController();
  const { ask, clock, log } = createJournal({ maxWaitMs: 1010, queueMs: 1000 });
  ask('a b c d e f g', { signal });
  expect(getEventListeners(signal, 'abort')).toHaveLength(3);
  await clock.advance(1005);
  expect(log).toHaveLength(7);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  const abortable = new AbortController();
  ask('h i', { signal: abortable.signal });
  abortable.abort();
  expect(getEventListeners(abortable.signal, 'abort')).toHaveLength(0);
  clock.spend(500);
  ask('j', { signal });
  clock.spend(1100);
  await clock.advance(0);
  expect(log.at(-1)).toBe('j!DEADLINE_EXCEEDED@2605');
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
