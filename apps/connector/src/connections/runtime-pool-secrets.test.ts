import { describe, expect, test } from 'vitest';
import { NAME, settled } from '../../test/connection-parts.js';
import { changed, connection, openRuntimePool as open } from '../../test/runtime-pool-bed.js';
import { SecretError } from '../secrets/errors.js';

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
