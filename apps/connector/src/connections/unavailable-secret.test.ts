import { expect, test } from 'vitest';
import { connectionOf, fakeSource } from '../../test/connection-parts.js';
import { SecretError, type SecretErrorCode } from '../secrets/errors.js';
import { createRuntimePool } from './runtime-pool.js';

const MINUTE = 60_000;

/** A connection in use whose secret is due to be read again. */
async function open() {
  const source = fakeSource();
  let time = 0;
  const pool = createRuntimePool(source, () => time);
  const use = () => pool.use(connectionOf(), async (runtime) => (runtime as (typeof source.made)[number]).of);
  await use();
  time += MINUTE;
  return { source, use, wait: (ms: number) => void (time += ms) };
}

const failWith = (code: SecretErrorCode) => new SecretError(code, 'On purpose.');

test('a connection keeps its secret while the source of the secret is unavailable, and asks again after a pause', async () => {
  const { source, use, wait } = await open();
  source.failure = failWith('SECRET_UNAVAILABLE');
  source.secret = 'two';
  const before = source.reads;
  for (let call = 0; call < 5; call += 1) expect(await use()).toBe('1 one');
  expect(source.reads - before).toBe(1);
  wait(MINUTE / 2);
  await use();
  expect(source.reads - before).toBe(2);
  source.failure = undefined;
  wait(MINUTE);
  expect(await use()).toBe('1 two');
});

test.each(['SECRET_NOT_FOUND', 'SECRET_DISABLED', 'SECRET_DESTROYED', 'SECRET_UNREADABLE'] as const)(
  'a connection stops working at once if reading its secret fails with %s',
  async (code) => {
    const { source, use } = await open();
    source.failure = failWith(code);
    await expect(use()).rejects.toMatchObject({ code });
    await expect(use()).rejects.toMatchObject({ code });
  },
);

test('a connection whose secret was never read does not work while the source is unavailable', async () => {
  const source = fakeSource();
  source.failure = failWith('SECRET_UNAVAILABLE');
  const used = createRuntimePool(source, () => 0).use(connectionOf(), async () => 'used');
  await expect(used).rejects.toMatchObject({ code: 'SECRET_UNAVAILABLE' });
});
