import { expect, test } from 'vitest';
import { connectionOf, NAME, settled } from '../../test/connection-parts.js';
import { changed, openRuntimePool } from '../../test/runtime-pool-bed.js';

const TEN_MINUTES = 600_000;

test('a runtime that no call has used for ten minutes is closed, and the next call gets a new one', async () => {
  const { source, clock, runtimePool, runtimeOf } = openRuntimePool();
  await runtimeOf();
  clock.now += TEN_MINUTES - 1;
  expect([runtimePool.closeIdle(), source.made[0]?.closed()]).toEqual([[], 0]);
  clock.now += 1;
  expect([runtimePool.closeIdle(), source.made[0]?.closed()]).toEqual([[NAME], 1]);
  expect(runtimePool.closeIdle()).toEqual([]);
  expect(await runtimeOf()).toBe('1 one');
  expect(source.made.map(({ closed }) => closed())).toEqual([1, 0]);
});

test('the ten minutes begin when the last call ends', async () => {
  const { source, clock, runtimePool, begin } = openRuntimePool();
  const work = begin();
  await settled();
  clock.now += 2 * TEN_MINUTES;
  expect(runtimePool.closeIdle()).toEqual([]);
  await work.end();
  expect(runtimePool.closeIdle()).toEqual([]);
  clock.now += TEN_MINUTES;
  expect(runtimePool.closeIdle()).toEqual([NAME]);
  expect(source.made[0]?.closed()).toBe(1);
});

test('a runtime is not closed while a call waits for it', async () => {
  const { source, clock, runtimePool, runtimeOf } = openRuntimePool();
  await runtimeOf();
  clock.now += TEN_MINUTES;
  const call = runtimeOf();
  expect(runtimePool.closeIdle()).toEqual([]);
  expect(await call).toBe('1 one');
  const later = runtimeOf(changed);
  clock.now += TEN_MINUTES;
  expect(runtimePool.closeIdle()).toEqual([]);
  expect(await later).toBe('2 one');
  expect(source.made.map(({ closed }) => closed())).toEqual([1, 0]);
});

test('of a thousand connections that were used once, only those in use remain open', async () => {
  const { source, clock, runtimePool, runtimeOf } = openRuntimePool();
  const connections = Array.from({ length: 1000 }, (_, index) => connectionOf({ name: `${NAME}-${index}` }));
  for (const connection of connections) await runtimeOf(connection);
  clock.now += TEN_MINUTES;
  await runtimeOf(connections[7]);
  expect(runtimePool.closeIdle()).toHaveLength(999);
  expect(source.made.filter(({ closed }) => closed() === 0)).toHaveLength(1);
  await runtimePool.close();
});
