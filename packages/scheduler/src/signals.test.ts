import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { openJournal } from '../test/journal.js';

test('a signal that has aborted is answered at once and takes no place', async () => {
  const { scheduler, ask, clock, log } = openJournal();
  ask('a', { signal: AbortSignal.abort('gone') });
  ask('b c d');
  await clock.advance(0);
  expect(log).toEqual(['a!gone@0', 'b@0', 'c@0', 'd@0']);
  expect(scheduler.stats()).toMatchObject({ started: 3, refused: 0, throttled: 0, aborted: 0 });
});

test('a job that is aborted leaves the queue, and the next takes its place', async () => {
  const { scheduler, ask, clock, log } = openJournal();
  const controller = new AbortController();
  ask('a b c');
  ask('d e', { signal: controller.signal });
  ask('f g h i');
  controller.abort('stop');
  await clock.advance(1005);
  expect(log.slice(3)).toEqual(['d!stop@0', 'e!stop@0', 'f@1005', 'g@1005', 'h@1005']);
  expect(scheduler.stats()).toMatchObject({ started: 6, aborted: 2, throttled: 6, waited: 3, queued: 1 });
});

test('when the last one leaves, the timer goes', async () => {
  const { ask, clock } = openJournal();
  const controller = new AbortController();
  ask('a b c');
  ask('d', { signal: controller.signal });
  expect(clock.timers).toBe(1);
  controller.abort();
  expect(clock.timers).toBe(0);
});

test('no listener stays behind, however a job ends', async () => {
  const { signal } = new AbortController();
  const { ask, clock, log } = openJournal({ maxWaitMs: 1010, queueMs: 1000 });
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
