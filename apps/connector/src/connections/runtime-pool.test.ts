import { describe, expect, test } from 'vitest';
import { connectionOf, type FakeRuntime, fakeSource, NAME, settled } from '../../test/connection-parts.js';
import { createRuntimePool } from './runtime-pool.js';

const connection = connectionOf();
const changed = connectionOf({ connectionRevision: '2' });

function open() {
  const source = fakeSource();
  const clock = { now: 1_000_000 };
  const runtimePool = createRuntimePool(source, () => clock.now);
  /** Which runtime a call gets. */
  const lent = (of = connection) => runtimePool.use(of, async (runtime) => (runtime as FakeRuntime).of);
  /** Work that goes on until it is ended. */
  const begin = (of = connection) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let got: FakeRuntime | undefined;
    const done = runtimePool.use(of, async (runtime) => {
      got = runtime as FakeRuntime;
      await promise;
    });
    return {
      runtime: () => got,
      async end() {
        resolve();
        await done;
        await settled();
      },
    };
  };
  return { source, clock, runtimePool, lent, begin };
}

describe('one runtime for each connection', () => {
  test('is made by the first call, and lent to all', async () => {
    const { source, lent } = open();
    expect(source.made).toHaveLength(0);
    expect(await Promise.all([lent(), lent(), lent()])).toEqual(['1 one', '1 one', '1 one']);
    expect(source.made).toHaveLength(1);
    await lent(connectionOf({ name: `${NAME}-2` }));
    expect(source.made).toHaveLength(2);
  });

  test('that cannot be made fails the call, and is tried again by the next', async () => {
    const { source, lent } = open();
    source.failure = new Error('no secret');
    await expect(lent()).rejects.toThrow('no secret');
    const both = [lent(), lent()];
    for (const call of both) await expect(call).rejects.toThrow('no secret');
    source.failure = undefined;
    expect(await lent()).toBe('1 one');
  });
});

describe('a change of the connection', () => {
  test('gives new work a new runtime, and closes the one before once its work has ended', async () => {
    const { source, lent, begin } = open();
    const works = [begin(), begin()];
    await settled();
    expect(await lent(changed)).toBe('2 one');
    expect(source.made[0]?.closed()).toBe(0);
    await works[0]?.end();
    expect(source.made[0]?.closed()).toBe(0);
    await works[1]?.end();
    expect(source.made.map(({ closed }) => closed())).toEqual([1, 0]);
  });

  test('is not undone by a call that comes late with the connection before', async () => {
    const { source, lent } = open();
    await lent(changed);
    expect(await lent(connection)).toBe('2 one');
    expect(source.made).toHaveLength(1);
  });

  test('closes the one before at once where nobody works with it, also when work fails', async () => {
    const { source, runtimePool, lent } = open();
    await expect(runtimePool.use(connection, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await lent(changed);
    expect(source.made[0]?.closed()).toBe(1);
  });

  test('is also one that was made anew under the name, which begins at the first revision', async () => {
    const { lent, source } = open();
    await lent(changed);
    source.secret = 'two';
    expect(await lent(connectionOf({ createTime: '2026-11-25T12:00:01.000Z' }))).toBe('1 two');
  });

  test('whose secret cannot be read leaves the work under way alone', async () => {
    const { source, lent, begin } = open();
    const work = begin();
    await settled();
    source.failure = new Error('no secret');
    await expect(lent(changed)).rejects.toThrow('no secret');
    expect(source.made[0]?.closed()).toBe(0);
    await work.end();
  });
});

describe('a changed secret', () => {
  test('is not looked for within half a minute, and found after it', async () => {
    const { source, clock, lent } = open();
    await lent();
    source.secret = 'two';
    clock.now += 29_999;
    expect([await lent(), source.reads]).toEqual(['1 one', 1]);
    clock.now += 1;
    expect(await lent()).toBe('1 two');
    expect(source.made.map(({ closed }) => closed())).toEqual([1, 0]);
  });

  test('is looked for once by many calls at the same time', async () => {
    const { source, clock, lent } = open();
    await lent();
    clock.now += 30_000;
    expect(new Set(await Promise.all([lent(), lent(), lent()]))).toEqual(new Set(['1 one']));
    expect([source.reads, source.made.length]).toEqual([2, 1]);
  });

  test('lets the work of the secret before end with that', async () => {
    const { source, clock, lent, begin } = open();
    const work = begin();
    await settled();
    source.secret = 'two';
    clock.now += 30_000;
    expect(await lent()).toBe('1 two');
    expect([work.runtime()?.of, work.runtime()?.closed()]).toEqual(['1 one', 0]);
    await work.end();
    expect(work.runtime()?.closed()).toBe(1);
  });

  test('is found at once after a refresh', async () => {
    const { source, runtimePool, lent } = open();
    runtimePool.refresh(NAME);
    await lent();
    source.secret = 'two';
    runtimePool.refresh(`${NAME}-2`);
    expect(await lent()).toBe('1 one');
    runtimePool.refresh(NAME);
    expect(await lent()).toBe('1 two');
  });

  test('that was taken away fails calls once it is looked for', async () => {
    const { source, clock, lent } = open();
    await lent();
    source.failure = new Error('disabled');
    expect(await lent()).toBe('1 one');
    clock.now += 30_000;
    await expect(lent()).rejects.toThrow('disabled');
    source.failure = undefined;
    expect(await lent()).toBe('1 one');
  });
});

describe('release', () => {
  test('leaves no runtime; the next call gets another', async () => {
    const { source, runtimePool, lent } = open();
    await runtimePool.release(NAME);
    await lent();
    await runtimePool.release(NAME);
    expect(source.made[0]?.closed()).toBe(1);
    await lent();
    expect(source.made).toHaveLength(2);
  });

  test('resolves once all work has ended, also that of a runtime from before a change', async () => {
    const { source, runtimePool, lent, begin } = open();
    const before = begin();
    await settled();
    await lent(changed);
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

  test('waits for a runtime that is being made', async () => {
    const { source, runtimePool, begin } = open();
    const work = begin();
    const released = runtimePool.release(NAME);
    await settled();
    await work.end();
    await released;
    expect(source.made.map(({ closed }) => closed())).toEqual([1]);
  });
});

test('close ends every runtime, once its work has ended', async () => {
  const { source, runtimePool, lent, begin } = open();
  const work = begin();
  await settled();
  await lent(changed);
  await lent(connectionOf({ name: `${NAME}-2` }));
  const closed = runtimePool.close();
  await settled();
  expect(source.made.map((one) => one.closed())).toEqual([0, 1, 1]);
  await work.end();
  await closed;
  expect(source.made.map((one) => one.closed())).toEqual([1, 1, 1]);
});
