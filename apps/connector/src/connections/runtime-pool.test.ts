import { describe, expect, test } from 'vitest';
import { connectionOf, NAME, settled } from '../../test/connection-parts.js';
import { changed, connection, openRuntimePool as open } from '../../test/runtime-pool-bed.js';

describe('runtimes', () => {
  test('the first call composes the runtime, and all calls share it', async () => {
    const { source, runtimeOf } = open();
    expect(source.made).toHaveLength(0);
    expect(await Promise.all([runtimeOf(), runtimeOf(), runtimeOf()])).toEqual(['1 one', '1 one', '1 one']);
    expect(source.made).toHaveLength(1);
    await runtimeOf(connectionOf({ name: `${NAME}-2` }));
    expect(source.made).toHaveLength(2);
  });

  test('a call fails if its runtime cannot be composed, and the next call tries again', async () => {
    const { source, runtimeOf } = open();
    source.failure = new Error('no secret');
    await expect(runtimeOf()).rejects.toThrow('no secret');
    const both = [runtimeOf(), runtimeOf()];
    for (const call of both) await expect(call).rejects.toThrow('no secret');
    source.failure = undefined;
    expect(await runtimeOf()).toBe('1 one');
  });
});

describe('changes of the connection', () => {
  test('after a change new calls get a new runtime, and the old one closes when its calls have ended', async () => {
    const { source, runtimeOf, begin } = open();
    const works = [begin(), begin()];
    await settled();
    expect(await runtimeOf(changed)).toBe('2 one');
    expect(source.made[0]?.closed()).toBe(0);
    await works[0]?.end();
    expect(source.made[0]?.closed()).toBe(0);
    await works[1]?.end();
    expect(source.made.map(({ closed }) => closed())).toEqual([1, 0]);
  });

  test('a late call with the old connection gets the runtime of the new one', async () => {
    const { source, runtimeOf } = open();
    await runtimeOf(changed);
    expect(await runtimeOf(connection)).toBe('2 one');
    expect(source.made).toHaveLength(1);
  });

  test('after a change an unused runtime closes at once, even if its last call failed', async () => {
    const { source, runtimePool, runtimeOf } = open();
    await expect(runtimePool.use(connection, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await runtimeOf(changed);
    expect(source.made[0]?.closed()).toBe(1);
  });

  test.each(['2026-11-25T12:00:01.000Z', '2026-10-25T12:00:00.000Z'])(
    'a connection that was deleted and created again at %s gets a new runtime, even if the clock was set back',
    async (createTime) => {
      const { runtimeOf, source } = open();
      await runtimeOf(changed);
      source.secret = 'two';
      expect(await runtimeOf(connectionOf({ createTime }))).toBe('1 two');
    },
  );

  test('in-flight calls continue when the secret of the changed connection cannot be read', async () => {
    const { source, runtimeOf, begin } = open();
    const work = begin();
    await settled();
    source.failure = new Error('no secret');
    await expect(runtimeOf(changed)).rejects.toThrow('no secret');
    expect(source.made[0]?.closed()).toBe(0);
    await work.end();
  });
});

describe('release', () => {
  test('release closes the runtime, and the next call gets a new one', async () => {
    const { source, runtimePool, runtimeOf } = open();
    await runtimePool.release(NAME);
    await runtimeOf();
    await runtimePool.release(NAME);
    expect(source.made[0]?.closed()).toBe(1);
    await runtimeOf();
    expect(source.made).toHaveLength(2);
  });

  test('release waits for all in-flight calls, including those that started before a change', async () => {
    const { source, runtimePool, runtimeOf, begin } = open();
    const before = begin();
    await settled();
    await runtimeOf(changed);
    const after = begin(changed);
    await settled();
    let isReleased = false;
    const released = runtimePool.release(NAME).then(() => (isReleased = true));
    await after.end();
    expect([isReleased, source.made[1]?.closed()]).toEqual([false, 1]);
    await before.end();
    await released;
    expect(source.made[0]?.closed()).toBe(1);
  });

  test('release waits for a runtime that is being composed', async () => {
    const { source, runtimePool, begin } = open();
    const work = begin();
    const released = runtimePool.release(NAME);
    await settled();
    await work.end();
    await released;
    expect(source.made.map(({ closed }) => closed())).toEqual([1]);
  });
});

test('release of one connection does not wait for the calls of another', async () => {
  const { source, runtimePool, runtimeOf, begin } = open();
  const other = connectionOf({ name: `${NAME}-2` });
  const work = begin(other);
  await settled();
  // A retired runtime of the other connection is still in use.
  await runtimeOf({ ...other, connectionRevision: '2' });
  await runtimeOf();
  await runtimePool.release(NAME);
  expect(source.made.map((one) => one.closed())).toEqual([0, 0, 1]);
  await work.end();
});

test('close closes every runtime when its in-flight calls have ended', async () => {
  const { source, runtimePool, runtimeOf, begin } = open();
  const work = begin();
  await settled();
  await runtimeOf(changed);
  await runtimeOf(connectionOf({ name: `${NAME}-2` }));
  let isClosed = false;
  const closed = runtimePool.close().then(() => (isClosed = true));
  await settled();
  expect([isClosed, ...source.made.map((one) => one.closed())]).toEqual([false, 0, 1, 1]);
  await work.end();
  await closed;
  expect(source.made.map((one) => one.closed())).toEqual([1, 1, 1]);
});
