import { describe, expect, test } from 'vitest';
import { openJournal } from '../test/journal.js';

describe('starts', () => {
  test('a whole second of work at once after idling, the rest when the window frees', async () => {
    const { ask, clock, log } = openJournal();
    await clock.advance(5000);
    ask('a b c d e f g');
    await clock.advance(1004);
    expect(log).toEqual(['a@5000', 'b@5000', 'c@5000']);
    await clock.advance(1);
    expect(log.slice(3)).toEqual(['d@6005', 'e@6005', 'f@6005']);
    await clock.advance(2000);
    expect(log.slice(6)).toEqual(['g@7010']);
  });

  test('each as its own place in the window frees', async () => {
    const { ask, clock, log } = openJournal();
    for (const name of ['a', 'b', 'c']) {
      ask(name);
      await clock.advance(200);
    }
    ask('d e f');
    await clock.advance(2000);
    expect(log).toEqual(['a@0', 'b@200', 'c@400', 'd@1005', 'e@1205', 'f@1405']);
  });

  test('25 a second for each node by default', async () => {
    const { scheduler, ask, clock, log } = openJournal({ nodes: 2, ratePerNode: 25 });
    expect(scheduler.nodes).toBe(2);
    ask(Array.from({ length: 60 }, (_, index) => `j${index}`).join(' '));
    await clock.advance(1000);
    expect(log).toHaveLength(50);
    await clock.advance(5);
    expect(log).toHaveLength(60);
  });

  test('are measured after what the job before did first, so that slow jobs do not crowd the next second', async () => {
    const { scheduler, clock, elapsed } = openJournal();
    const starts: number[] = [];
    const work = async (busyMs: number): Promise<void> => {
      await scheduler.admit();
      clock.spend(busyMs);
      starts.push(elapsed());
    };
    const slow = [work(0), work(0), work(0), work(100), work(100), work(100)];
    await clock.advance(1010);
    await Promise.all(slow);
    expect(starts.slice(3)).toEqual([1105, 1205, 1305]);
    void work(0);
    await clock.advance(3000);
    // From the end of that first work: a stall of the process would look the same, and must not be counted too early.
    expect(starts[6]).toBe(2110);
  });

  test('admit works on its own', async () => {
    const { admit } = openJournal().scheduler;
    await expect(admit()).resolves.toBeUndefined();
  });
});

describe('order', () => {
  test('first come, first served, interactive before bulk, every fifth start for bulk', async () => {
    const { ask, clock, log } = openJournal();
    ask('x x x b1 b2 i1 i2 i3 i4 i5 i6');
    await clock.advance(4000);
    expect(log.slice(3)).toEqual([
      'i1@1005',
      'i2@1005',
      'i3@1005',
      'i4@2010',
      'b1@2010',
      'i5@2010',
      'i6@3015',
      'b2@3015',
    ]);
  });

  test('a newcomer never overtakes, even when the window is free and the timer late', async () => {
    const { ask, clock, log } = openJournal({}, () => 15);
    ask('a b c d e');
    await clock.advance(1010);
    ask('f');
    await clock.advance(1010);
    expect(log.slice(3)).toEqual(['d@1020', 'e@1020', 'f@1020']);
  });
});

describe('drain', () => {
  test('refuses new work, starts what waits at its rate, and is over then', async () => {
    const { scheduler, ask, clock, log, elapsed } = openJournal();
    ask('a b c d e f g');
    const drained = scheduler.drain();
    expect(scheduler.drain()).toBe(drained);
    void drained.then(() => log.push(`drained@${elapsed()}`));
    ask('h');
    await clock.advance(3000);
    expect(log).toEqual(['a@0', 'b@0', 'c@0', 'h!DRAINING@0', 'd@1005', 'e@1005', 'f@1005', 'g@2010', 'drained@2010']);
    await expect(scheduler.drain()).resolves.toBeUndefined();
  });

  test('is over at once when nothing waits, and when the last one aborts', async () => {
    await expect(openJournal().scheduler.drain()).resolves.toBeUndefined();
    const { scheduler, ask } = openJournal();
    const controller = new AbortController();
    ask('a b c d', { signal: controller.signal });
    const drained = scheduler.drain();
    controller.abort();
    await expect(drained).resolves.toBeUndefined();
  });
});

test('there is a timer only while somebody waits, and never more than one', async () => {
  const { ask, clock } = openJournal();
  ask('a b c');
  expect(clock.timers).toBe(0);
  ask('d e f g');
  expect(clock.timers).toBe(1);
  await clock.advance(1005);
  expect(clock.timers).toBe(1);
  await clock.advance(1005);
  expect(clock.timers).toBe(0);
});

test('counts what happened', async () => {
  const { scheduler, ask, clock } = openJournal({ maxWaitMs: 2000 });
  expect(scheduler.stats()).toEqual({
    started: 0,
    refused: 0,
    queued: 0,
    throttled: 0,
    waited: 0,
    waitMs: 0,
    aborted: 0,
  });
  ask('a b c d');
  await clock.advance(500);
  ask('e f g h i j');
  expect(scheduler.stats()).toMatchObject({ started: 3, queued: 6, throttled: 6, refused: 1, waited: 0 });
  await clock.advance(5000);
  expect(scheduler.stats()).toEqual({
    started: 9,
    refused: 1,
    queued: 0,
    throttled: 6,
    waited: 6,
    waitMs: 1005 + 2 * 505 + 3 * 1510,
    aborted: 0,
  });
});
