import { expect, test } from 'vitest';
import { openJournal } from '../test/journal.js';

test('more nodes let more start together, from a second after what has started', async () => {
  const { scheduler, ask, clock, log } = openJournal();
  ask('a b c d e f g h i j');
  await clock.advance(500);
  scheduler.resize(2);
  expect(scheduler.nodes).toBe(2);
  await clock.advance(2000);
  expect(log.slice(3)).toEqual(['d@1005', 'e@1005', 'f@1005', 'g@1005', 'h@1005', 'i@1005', 'j@2010']);
});

test('more nodes than ever worked are there at once', async () => {
  const { scheduler, ask, clock, log } = openJournal();
  ask('a b');
  scheduler.resize(2);
  ask('c d e f g');
  await clock.advance(1);
  expect(log).toEqual(['a@0', 'b@0', 'c@0', 'd@0', 'e@0', 'f@0']);
});

test('fewer nodes hold back at once: no second from then on holds more starts than they allow', async () => {
  const { scheduler, ask, clock, log } = openJournal({ nodes: 2 });
  ask('a b c d e f g h i j');
  await clock.advance(500);
  scheduler.resize(1);
  await clock.advance(2020);
  expect(log.slice(6)).toEqual(['g@1005', 'h@1005', 'i@1005', 'j@2010']);
});

test('there and back again forgets no start', async () => {
  const { scheduler, ask, clock, log } = openJournal({ nodes: 2 });
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

test('the queue is as deep as the new rate', async () => {
  const { scheduler, ask, clock, log } = openJournal({ nodes: 2, queueMs: 1000, maxWaitMs: 60_000 });
  scheduler.resize(1);
  ask('a b c d e f g');
  await clock.advance(1);
  expect(log).toEqual(['a@0', 'b@0', 'c@0', 'g!QUEUE_FULL@0']);
});

test('a number of nodes that cannot be is refused, and nothing changes', () => {
  const { scheduler } = openJournal();
  expect(() => scheduler.resize(0)).toThrow('nodes is 0; give a whole number from 1.');
  expect(scheduler.nodes).toBe(1);
});
