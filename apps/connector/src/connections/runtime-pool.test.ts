import { describe, expect, test } from 'vitest';
import { connectionOf, type FakeRuntime, fakeSource, NAME, settled } from '../../test/connection-parts.js';
import { SecretError } from '../secrets/errors.js';
import { createRuntimePool } from './runtime-pool.js';

const connection = connectionOf();
const changed = connectionOf({ connectionRevision: '2' });

function open() {
  const source = fakeSource();
  const clock = { now: 1_000_000 };
  const runtimePool = createRuntimePool(source, () => clock.now);
  /** Returns what the runtime of a call was made of. */
  const runtimeOf = (of = connection) => runtimePool.use(of, async (runtime) => (runtime as FakeRuntime).of);
  /** Starts a call that lasts until it is ended. */
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
  return { source, clock, runtimePool, runtimeOf, begin };
}

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

describe('changes of the secret', () => {
  test('a changed secret takes effect after half a minute', async () => {
    const { source, clock, runtimeOf } = open();
    await runtimeOf();
    source.secret = 'two';
    clock.now += 29_999;
    expect([await runtimeOf(), source.reads]).toEqual(['1 one', 1]);
    clock.now += 1;
    expect(await runtimeOf()).toBe('1 two');
    expect(source.made.map(({ closed }) => closed())).toEqual([1, 0]);
  });

  test('concurrent calls read the secret once', async () => {
    const { source, clock, runtimeOf } = open();
    await runtimeOf();
    clock.now += 30_000;
    expect(new Set(await Promise.all([runtimeOf(), runtimeOf(), runtimeOf()]))).toEqual(new Set(['1 one']));
    expect([source.reads, source.made.length]).toEqual([2, 1]);
  });

  test('in-flight calls end with the secret they started with', async () => {
    const { source, clock, runtimeOf, begin } = open();
    const work = begin();
    await settled();
    source.secret = 'two';
    clock.now += 30_000;
    expect(await runtimeOf()).toBe('1 two');
    expect([work.runtime()?.of, work.runtime()?.closed()]).toEqual(['1 one', 0]);
    await work.end();
    expect(work.runtime()?.closed()).toBe(1);
  });

  test('a changed secret takes effect at once after a refresh', async () => {
    const { source, runtimePool, runtimeOf } = open();
    runtimePool.refresh(NAME);
    await runtimeOf();
    source.secret = 'two';
    runtimePool.refresh(`${NAME}-2`);
    expect(await runtimeOf()).toBe('1 one');
    runtimePool.refresh(NAME);
    expect(await runtimeOf()).toBe('1 two');
  });

  test('a removed secret fails calls from the next read on', async () => {
    const { source, clock, runtimeOf } = open();
    await runtimeOf();
    source.failure = new Error('disabled');
    expect(await runtimeOf()).toBe('1 one');
    clock.now += 30_000;
    await expect(runtimeOf()).rejects.toThrow('disabled');
    source.failure = undefined;
    expect(await runtimeOf()).toBe('1 one');
  });
});

describe('a source of secrets that is unavailable', () => {
  const unavailable = new SecretError('SECRET_UNAVAILABLE', 'The source is unavailable.');

  test('calls keep the secret that was read last while its source is unavailable, which is asked again after five seconds', async () => {
    const { source, clock, runtimeOf } = open();
    await runtimeOf();
    source.failure = unavailable;
    source.secret = 'two';
    clock.now += 30_000;
    expect(await Promise.all([runtimeOf(), runtimeOf()])).toEqual(['1 one', '1 one']);
    clock.now += 4999;
    expect([await runtimeOf(), source.reads]).toEqual(['1 one', 2]);
    clock.now += 1;
    expect([await runtimeOf(), source.reads]).toEqual(['1 one', 3]);
    source.failure = undefined;
    clock.now += 5000;
    expect(await runtimeOf()).toBe('1 two');
  });

  test.each([
    ['has never been read', async () => {}, connection],
    ['belongs to an earlier revision', (runtimeOf: () => Promise<unknown>) => runtimeOf(), changed],
  ])('calls fail while a source is unavailable if the secret %s', async (_, before, requested) => {
    const { source, runtimeOf } = open();
    await before(runtimeOf);
    source.failure = unavailable;
    await expect(runtimeOf(requested)).rejects.toBe(unavailable);
    source.failure = undefined;
    expect(await runtimeOf(requested)).toContain('one');
  });

  test.each(['SECRET_NOT_FOUND', 'SECRET_DISABLED', 'SECRET_DESTROYED', 'SECRET_UNREADABLE'] as const)(
    'calls do not keep a secret whose source answers %s',
    async (code) => {
      const { source, clock, runtimeOf } = open();
      await runtimeOf();
      source.failure = new SecretError(code, 'No.');
      clock.now += 30_000;
      await expect(runtimeOf()).rejects.toBe(source.failure);
    },
  );
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

test('close closes every runtime when its in-flight calls have ended', async () => {
  const { source, runtimePool, runtimeOf, begin } = open();
  const work = begin();
  await settled();
  await runtimeOf(changed);
  await runtimeOf(connectionOf({ name: `${NAME}-2` }));
  const closed = runtimePool.close();
  await settled();
  expect(source.made.map((one) => one.closed())).toEqual([0, 1, 1]);
  await work.end();
  await closed;
  expect(source.made.map((one) => one.closed())).toEqual([1, 1, 1]);
});
