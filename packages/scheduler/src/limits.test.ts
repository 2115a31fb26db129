import { expect, test } from 'vitest';
import { createJournal } from '../test/journal.js';

test('an interactive job that would wait too long is rejected at once', async () => {
  const { scheduler, ask, clock, log } = createJournal({ maxWaitMs: 2010 });
  ask('a b c d e f g h i j k');
  await clock.advance(0);
  expect(log.slice(3)).toEqual(['j!DEADLINE_EXCEEDED@0', 'k!DEADLINE_EXCEEDED@0']);
  await clock.advance(2010);
  expect(log.at(-1)).toBe('i@2010');
  expect(scheduler.stats()).toMatchObject({ started: 9, refused: 2, queued: 0 });
});

test('an interactive job that has waited too long is rejected, and the jobs behind it start', async () => {
  const { scheduler, ask, clock, log } = createJournal({ maxWaitMs: 1010 }, () => 20);
  ask('a b c d b1');
  await clock.advance(2000);
  expect(log.slice(3)).toEqual(['d!DEADLINE_EXCEEDED@1025', 'b1@1025']);
  expect(scheduler.stats()).toMatchObject({ started: 4, refused: 1, queued: 0 });
});

test('an interactive job is rejected at its deadline, even if the window allows no start until later', async () => {
  let late = 300;
  const lateOnce = (): number => {
    const lateness = late;
    late = 0;
    return lateness;
  };
  const { ask, clock, log } = createJournal({ maxWaitMs: 1950 }, lateOnce);
  for (const name of ['a', 'b', 'c']) {
    ask(name);
    await clock.advance(100);
  }
  // A late timer delays d, e and f by 300 ms. So g could not start before 2310, and its deadline is at 2250.
  ask('d e f g');
  await clock.advance(3000);
  expect(log.slice(3)).toEqual(['d@1305', 'e@1305', 'f@1305', 'g!DEADLINE_EXCEEDED@2250']);
});

test('bulk jobs wait without a deadline and are rejected only if their queue is full', async () => {
  const { ask, clock, log } = createJournal({ queueMs: 2000, maxWaitMs: 10 });
  ask('x x x b1 b2 b3 b4 b5 b6 b7');
  await clock.advance(3000);
  expect(log.slice(3)).toEqual(['b7!QUEUE_FULL@0', 'b1@1005', 'b2@1005', 'b3@1005', 'b4@2010', 'b5@2010', 'b6@2010']);
});

test('bulk jobs do not take slots in the queue of interactive jobs', async () => {
  const { ask, clock, log } = createJournal({ queueMs: 1000 });
  ask('x x x b1 b2 b3 b4 i1 i2 i3 i4');
  await clock.advance(0);
  expect(log.slice(3)).toEqual(['b4!QUEUE_FULL@0', 'i4!QUEUE_FULL@0']);
});

test('a scheduler with a queue of length zero starts a job at once or rejects it', async () => {
  const { ask, clock, log } = createJournal({ queueMs: 0 });
  ask('a b c d');
  await clock.advance(1005);
  ask('e');
  await clock.advance(0);
  expect(log.slice(3)).toEqual(['d!QUEUE_FULL@0', 'e@1005']);
});
