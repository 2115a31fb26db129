import { expect, test } from 'vitest';
import { createJournal } from '../test/journal.js';

test('waiting jobs start on added nodes at once, and then at the higher rate', async () => {
  const { scheduler, ask, clock, log } = createJournal();
  ask('a b c d e f g h i j');
  await clock.advance(500);
  scheduler.resize(2);
  expect(scheduler.nodes).toBe(2);
  await clock.advance(2000);
  expect(log.slice(3)).toEqual(['d@500', 'e@500', 'f@500', 'g@1005', 'h@1005', 'i@1005', 'j@1505']);
});

test('the capacity of added nodes is available at once', async () => {
  const { scheduler, ask, clock, log } = createJournal();
  ask('a b');
  scheduler.resize(2);
  ask('c d e f g');
  await clock.advance(1);
  expect(log).toEqual(['a@0', 'b@0', 'c@0', 'd@0', 'e@0', 'f@0']);
});

test('a job that waits because open permits take all slots starts at once when nodes are added', async () => {
  const { scheduler, clock, ask, log } = createJournal();
  for (let permit = 0; permit < 3; permit += 1) await scheduler.admit();
  ask('a');
  await clock.advance(5000);
  expect(log).toEqual([]);
  scheduler.resize(2);
  await clock.advance(0);
  expect(log).toEqual(['a@5000']);
});

test('the lower limit applies at once after nodes are removed, and counts earlier starts', async () => {
  const { scheduler, ask, clock, log } = createJournal({ nodes: 2 });
  ask('a b c d e f g h i j');
  await clock.advance(500);
  scheduler.resize(1);
  await clock.advance(2020);
  expect(log.slice(6)).toEqual(['g@1005', 'h@1005', 'i@1005', 'j@2010']);
});

test('removing nodes and adding them again forgets no start', async () => {
  const { scheduler, ask, clock, log } = createJournal({ nodes: 2 });
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    ask(name);
    await clock.advance(100);
  }
  scheduler.resize(1);
  scheduler.resize(2);
  ask('g h i j k l');
  await clock.advance(2000);
  const starts = log.map((line) => Number(line.split('@')[1]));
  for (const [index, start] of starts.entries()) {
    expect(start - (starts[index - 6] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(1000);
  }
});

test('the length of the queue follows the new rate', async () => {
  const { scheduler, ask, clock, log } = createJournal({ nodes: 2, queueMs: 1000, maxWaitMs: 60_000 });
  scheduler.resize(1);
  ask('a b c d e f g');
  await clock.advance(1);
  expect(log).toEqual(['a@0', 'b@0', 'c@0', 'g!QUEUE_FULL@0']);
});

test('the number of nodes falls to a lower minimum without any load', async () => {
  const { scheduler, clock } = createJournal({ nodes: { min: 5, max: 10 } });
  scheduler.resize({ min: 2, max: 10 });
  expect([scheduler.nodes, clock.timers]).toEqual([5, 1]);
  await clock.advance(1000);
  expect([scheduler.nodes, clock.timers]).toEqual([2, 0]);
});

test('resize rejects an invalid number of nodes and changes nothing', () => {
  const { scheduler } = createJournal();
  expect(() => scheduler.resize(0)).toThrow('createScheduler: nodes is 0; expected a whole number of at least 1.');
  expect(scheduler.nodes).toBe(1);
});

test('the greatest rate is that of the greatest number of nodes', () => {
  const { scheduler } = createJournal({ nodes: { min: 1, max: 4 } });
  expect(scheduler.maxRate).toBe(12);
  scheduler.resize({ min: 2, max: 3 });
  expect(scheduler.maxRate).toBe(9);
});
