import { describe, expect, test } from 'vitest';
import { createJournal } from '../test/journal.js';

describe('starts', () => {
  test('an idle scheduler starts a full second of jobs at once, and the rest when the window allows it', async () => {
    const { ask, clock, log } = createJournal();
    await clock.advance(5000);
    ask('a b c d e f g');
    await clock.advance(1004);
    expect(log).toEqual(['a@5000', 'b@5000', 'c@5000']);
    await clock.advance(1);
    expect(log.slice(3)).toEqual(['d@6005', 'e@6005', 'f@6005']);
    await clock.advance(2000);
    expect(log.slice(6)).toEqual(['g@7010']);
  });

  test('each waiting job starts one period after the start that it replaces', async () => {
    const { ask, clock, log } = createJournal();
    for (const name of ['a', 'b', 'c']) {
      ask(name);
      await clock.advance(200);
    }
    ask('d e f');
    await clock.advance(2000);
    expect(log).toEqual(['a@0', 'b@200', 'c@400', 'd@1005', 'e@1205', 'f@1405']);
  });

  test('the default rate is 25 starts per second and node', async () => {
    const { scheduler, ask, clock, log } = createJournal({ nodes: 2, ratePerNode: 25 });
    expect(scheduler.nodes).toBe(2);
    ask(Array.from({ length: 60 }, (_, index) => `j${index}`).join(' '));
    await clock.advance(1000);
    expect(log).toHaveLength(50);
    await clock.advance(5);
    expect(log).toHaveLength(60);
  });

  test('a slot is taken until one period after its request was sent, however late that was', async () => {
    const { scheduler, clock, elapsed } = createJournal();
    const starts: number[] = [];
    const work = async (busyMs: number): Promise<void> => {
      const permit = await scheduler.admit();
      clock.spend(busyMs);
      starts.push(elapsed());
      permit.sent();
    };
    const slow = [work(0), work(0), work(0), work(100), work(100), work(100)];
    await clock.advance(1010);
    await Promise.all(slow);
    expect(starts.slice(3)).toEqual([1105, 1205, 1305]);
    void work(0);
    await clock.advance(3000);
    expect(starts[6]).toBe(2110);
  });

  test.each([
    { guardMs: undefined, periodMs: 1005 },
    { guardMs: 0, periodMs: 1000 },
    { guardMs: 20, periodMs: 1020 },
  ])('a request takes its slot for $periodMs ms if guardMs is $guardMs', async ({ guardMs, periodMs }) => {
    const { scheduler, ask, clock, log } = createJournal({ nodes: 1, ratePerNode: 1, guardMs });
    expect(scheduler.periodMs).toBe(periodMs);
    ask('a b');
    await clock.advance(2000);
    expect(log).toEqual(['a@0', `b@${periodMs}`]);
  });

  test('admit works without its scheduler object', async () => {
    const { admit } = createJournal().scheduler;
    await expect(admit()).resolves.toBeDefined();
  });
});

describe('order', () => {
  test('jobs start in order of arrival, interactive before bulk, with every fifth start for bulk', async () => {
    const { ask, clock, log } = createJournal();
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

  test('a new job never overtakes waiting jobs, even if the window allows a start and the timer is late', async () => {
    const { ask, clock, log } = createJournal({}, () => 15);
    ask('a b c d e');
    await clock.advance(1010);
    ask('f');
    await clock.advance(1010);
    expect(log.slice(3)).toEqual(['d@1020', 'e@1020', 'f@1020']);
  });
});

describe('drain', () => {
  test('drain rejects new jobs and resolves when the waiting jobs have started at the usual rate', async () => {
    const { scheduler, ask, clock, log, elapsed } = createJournal();
    ask('a b c d e f g');
    const drained = scheduler.drain();
    expect(scheduler.drain()).toBe(drained);
    void drained.then(() => log.push(`drained@${elapsed()}`));
    ask('h');
    await clock.advance(3000);
    expect(log).toEqual(['a@0', 'b@0', 'c@0', 'h!DRAINING@0', 'd@1005', 'e@1005', 'f@1005', 'g@2010', 'drained@2010']);
    await expect(scheduler.drain()).resolves.toBeUndefined();
  });

  test('drain resolves at once if no job waits, and when the last waiting job aborts', async () => {
    await expect(createJournal().scheduler.drain()).resolves.toBeUndefined();
    const { scheduler, ask } = createJournal();
    const controller = new AbortController();
    ask('a b c d', { signal: controller.signal });
    const drained = scheduler.drain();
    controller.abort();
    await expect(drained).resolves.toBeUndefined();
  });
});

test('there is one timer while jobs wait for a slot, and none otherwise', async () => {
  const { ask, clock } = createJournal();
  ask('a b c');
  expect(clock.timers).toBe(0);
  ask('d e f g');
  expect(clock.timers).toBe(1);
  await clock.advance(1005);
  expect(clock.timers).toBe(1);
  await clock.advance(1005);
  expect(clock.timers).toBe(0);
});

test('stats counts started, refused and waiting jobs', async () => {
  const { scheduler, ask, clock } = createJournal({ maxWaitMs: 2000 });
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
