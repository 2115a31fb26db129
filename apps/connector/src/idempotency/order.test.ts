import { expect, test, vi } from 'vitest';
import { CALL, openIdempotency } from '../../test/idempotency-bed.js';
import { settled } from '../../test/connection-parts.js';
import type { Effect } from './idempotency.js';

const FAILURE = new Error('The disk is full.');
const work = (effect: Effect = 'done') => vi.fn(async () => ({ value: { Sid: 'SM1' }, effect }));

/** Lets everything proceed that does not wait for the test. */
async function proceed() {
  for (let turn = 0; turn < 5; turn += 1) await settled();
}

test('a call is not carried out before its key is stored', async () => {
  const { idempotency, hold } = await openIdempotency();
  const release = hold('InsertQueryNode');
  const carryOut = work();
  const call = idempotency.once(CALL, carryOut);
  await proceed();
  expect(carryOut).not.toHaveBeenCalled();
  release();
  await call;
  expect(carryOut).toHaveBeenCalledOnce();
});

test('a call whose key cannot be stored is not carried out, and can be repeated', async () => {
  const { idempotency, fail, rows } = await openIdempotency();
  fail('InsertQueryNode', FAILURE);
  const carryOut = work();
  await expect(idempotency.once(CALL, carryOut)).rejects.toBe(FAILURE);
  expect([carryOut.mock.calls.length, await rows()]).toEqual([0, []]);
  fail('InsertQueryNode', undefined);
  expect(await idempotency.once(CALL, carryOut)).toMatchObject({ isRepeated: false });
  expect(carryOut).toHaveBeenCalledOnce();
});

test('a call whose key cannot be looked up is not carried out', async () => {
  const { idempotency, fail } = await openIdempotency();
  await idempotency.once(CALL, work());
  fail('SelectQueryNode', FAILURE);
  const carryOut = work();
  await expect(idempotency.once(CALL, carryOut)).rejects.toBe(FAILURE);
  expect(carryOut).not.toHaveBeenCalled();
});

test.each([
  ['done', 'UpdateQueryNode'],
  ['unsure', 'UpdateQueryNode'],
  ['none', 'DeleteQueryNode'],
] as const)(
  'a call with the effect %s is answered only after its key has been brought up to date',
  async (effect, kind) => {
    const { idempotency, hold } = await openIdempotency();
    const release = hold(kind);
    let isAnswered = false;
    const call = idempotency.once(CALL, work(effect)).then(() => (isAnswered = true));
    await proceed();
    expect(isAnswered).toBe(false);
    release();
    await call;
  },
);

test('a call is answered even if its result cannot be stored, and is never carried out again', async () => {
  const { idempotency, fail, errors } = await openIdempotency();
  fail('UpdateQueryNode', FAILURE);
  expect(await idempotency.once(CALL, work())).toEqual({ value: { Sid: 'SM1' }, isRepeated: false });
  expect(errors).toEqual([FAILURE]);
  fail('UpdateQueryNode', undefined);
  const again = work();
  await expect(idempotency.once(CALL, again)).rejects.toMatchObject({ code: 'UNKNOWN', reason: 'OUTCOME_UNKNOWN' });
  expect(again).not.toHaveBeenCalled();
});

test('a call without an effect whose key cannot be released is answered, and its key is not used again', async () => {
  const { idempotency, fail, errors } = await openIdempotency();
  fail('DeleteQueryNode', FAILURE);
  expect(await idempotency.once(CALL, work('none'))).toMatchObject({ isRepeated: false });
  expect(errors).toEqual([FAILURE]);
  const again = work();
  await expect(idempotency.once(CALL, again)).rejects.toMatchObject({ reason: 'OUTCOME_UNKNOWN' });
  expect(again).not.toHaveBeenCalled();
});

test('a call in flight delays neither another key nor the same key of another caller', async () => {
  const { idempotency } = await openIdempotency();
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = idempotency.once(CALL, async () => {
    await promise;
    return { value: 1, effect: 'done' };
  });
  for (const other of [
    { ...CALL, key: 'k-2' },
    { ...CALL, caller: 'token:other' },
  ]) {
    expect(await idempotency.once(other, work())).toEqual({ value: { Sid: 'SM1' }, isRepeated: false });
  }
  resolve();
  expect(await first).toEqual({ value: 1, isRepeated: false });
});

test('a repeated call that looks up its key before the first call claims it waits for the result of the first', async () => {
  const { idempotency, hold } = await openIdempotency();
  const release = hold('SelectQueryNode');
  const { promise, resolve } = Promise.withResolvers<void>();
  const carryOut = vi.fn(async () => {
    await promise;
    return { value: 1, effect: 'done' as const };
  });
  const calls = Promise.all([1, 2, 3].map(() => idempotency.once(CALL, carryOut)));
  await proceed();
  release();
  await expect.poll(() => carryOut.mock.calls.length).toBe(1);
  await proceed();
  resolve();
  expect((await calls).map(({ isRepeated }) => isRepeated)).toEqual([false, true, true]);
  expect(carryOut).toHaveBeenCalledOnce();
});
