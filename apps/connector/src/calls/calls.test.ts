import { describe, expect, test, vi } from 'vitest';
import { CONNECTION, CREATE, LIST, openCalls as open } from '../../test/calls-bed.js';
import { ConnectorError } from '../errors.js';
import type { CallContext } from './call.js';
import { createMemoryBudget } from './memory-budget.js';

/** A clock that is so many milliseconds later at each reading. */
function createSteps(ms: number): () => number {
  let time = 0;
  return () => (time += ms);
}

const denied = () => new ConnectorError('PERMISSION_DENIED', 'No.', { reason: 'PERMISSION_DENIED' });

describe('the path of a call', () => {
  test('a failed call gives its memory back, and a successful one when the front releases it', async () => {
    const memory = createMemoryBudget(1000);
    const { run } = open({ memory });
    const reserveAnd = (result: () => unknown) => ({
      read: async (held: { holdInput: (bytes: number) => void }) => held.holdInput(100),
      work: async (_target: undefined, _input: unknown, { reserve }: Pick<CallContext, 'reserve'>) => {
        reserve({ held: 500, expected: 0 });
        return result();
      },
    });
    await run(reserveAnd(() => expect.fail('Failed.')));
    expect(memory.reserved).toBe(0);
    const outcome = await run(reserveAnd(() => 'done'));
    expect(memory.reserved).toBe(600);
    outcome.memory.release();
    expect(memory.reserved).toBe(0);
  });

  test('a call checks its permission, reads its content, checks again, does its work and is audited, in this order', async () => {
    const { run, steps } = open({ now: () => 1_700_000_000_000, steadyNow: createSteps(7) });
    const outcome = await run({ id: 'a', idempotency: () => ({ key: 'k', request: [] }) });
    const authorized = `authorize ${CREATE.permission} on ${CONNECTION}`;
    expect(steps).toEqual([authorized, 'read', authorized, 'key k', 'work', 'kept', 'audit']);
    expect(outcome).toEqual({
      memory: expect.anything(),
      answer: { done: true },
      record: {
        id: 'a',
        method: 'v2.create',
        caller: 'token:ci',
        resource: CONNECTION,
        startMs: 1_700_000_000_000,
        durationMs: 7,
        twilioRequests: 0,
        isWrite: true,
        isReplayed: false,
      },
    });
  });

  test('a call without permission reads nothing, does nothing and is audited', async () => {
    const { run, steps, audited } = open({ authorize: () => Promise.reject(denied()) });
    const outcome = await run({ ...LIST, id: 'b' });
    expect(outcome).toMatchObject({ failure: { code: 'PERMISSION_DENIED' }, record: { isWrite: false } });
    expect(steps).toEqual(['audit']);
    expect(audited).toEqual([
      {
        callId: 'b',
        caller: 'token:ci',
        method: 'v2.create',
        resource: CONNECTION,
        status: 'PERMISSION_DENIED',
        reason: 'PERMISSION_DENIED',
      },
    ]);
  });

  test('a call is refused before it does anything if its permission is revoked while its content arrives', async () => {
    let isRevoked = false;
    const { run, steps } = open({ authorize: async () => void (isRevoked && (await Promise.reject(denied()))) });
    const outcome = await run({
      async read() {
        isRevoked = true;
        return {};
      },
    });
    expect(outcome).toMatchObject({ failure: { code: 'PERMISSION_DENIED' } });
    expect(steps).toEqual(['audit']);
  });

  test('a repeated call does not return the recorded result if its permission has been revoked', async () => {
    let isRevoked = false;
    const { run } = open({ authorize: async () => void (isRevoked && (await Promise.reject(denied()))) });
    const idempotency = () => ({ key: 'k', request: [] });
    await run({ idempotency });
    isRevoked = true;
    expect(await run({ idempotency })).toMatchObject({ failure: { code: 'PERMISSION_DENIED' } });
  });

  test('a permission that the content of a call requires is checked on the resource that the content names', async () => {
    const { run, steps } = open();
    const requirement = { ...LIST, resource: 'projects/q', asked: 'projects/alias' };
    const { record } = await run({ permission: 'none', requirement: async () => requirement });
    expect(steps).toContain('authorize connectors.entities.list on projects/q');
    expect(record).toMatchObject({ resource: 'projects/q', isWrite: false });
  });

  test('a call is audited with the type of its method if its content requires no other type', async () => {
    const { run } = open();
    const { record } = await run({
      requirement: async () => ({ permission: 'connectors.entities.create', resource: 'projects/q' }),
    });
    expect(record.isWrite).toBe(true);
  });
});

describe('the target of a call', () => {
  test('a call that needs the active catalog checks that its connection is usable', async () => {
    const { run, steps } = open();
    await run({ on: 'activeCatalog' as never });
    expect(steps).toContain('check usable');
  });

  test('a call that only reads the catalog does not check that its connection is usable', async () => {
    const { run, steps } = open();
    await run({ on: 'catalog' as never });
    expect(steps).toContain(`get ${CONNECTION}`);
    expect(steps).not.toContain('check usable');
  });
});

describe('idempotency keys of calls', () => {
  const idempotency = () => ({ key: 'k', request: [] });

  test('a repeated write returns the same result, and is neither carried out nor audited again', async () => {
    const { run, steps, audited } = open();
    await run({ idempotency });
    const again = await run({ idempotency });
    expect(again).toMatchObject({ answer: { done: true }, record: { isReplayed: true, isWrite: false } });
    expect(steps.filter((step) => step === 'work')).toHaveLength(1);
    expect(audited).toHaveLength(1);
  });

  test('a read is not recorded under its key', async () => {
    const { run, steps } = open();
    await run({ ...LIST, idempotency });
    expect(steps).not.toContain('key k');
  });

  test.each([
    ['INTERNAL', new TypeError('thrown after sending')],
    ['UNKNOWN', new ConnectorError('UNKNOWN', 'Unclear.', { reason: 'OUTCOME_UNKNOWN' })],
  ] as const)(
    'a failure with %s is recorded under its key, because the work may have been done',
    async (code, error) => {
      const { run, steps } = open();
      const work = vi.fn<() => Promise<never>>(() => Promise.reject(error));
      expect(await run({ idempotency, work })).toMatchObject({ failure: { code }, error });
      expect(steps).toContain('kept');
      const again = await run({ idempotency, work });
      expect(again).toMatchObject({ failure: { code }, record: { isReplayed: true } });
      expect('error' in again).toBe(false);
      expect(work).toHaveBeenCalledOnce();
    },
  );

  test('an unexpected error is recorded under its key, even if the caller has disconnected meanwhile', async () => {
    const { run } = open();
    const caller = new AbortController();
    const work = vi.fn(async () => {
      caller.abort();
      throw new TypeError('thrown after sending');
    });
    expect(await run({ idempotency, work, signal: caller.signal })).toMatchObject({ failure: { code: 'CANCELLED' } });
    await run({ idempotency, work });
    expect(work).toHaveBeenCalledOnce();
  });

  test('a refusal is not recorded under its key, because nothing was done', async () => {
    const { run, steps } = open();
    const refuse = () => Promise.reject(new ConnectorError('INVALID_ARGUMENT', 'Wrong.'));
    expect(await run({ idempotency, work: refuse })).toMatchObject({ failure: { code: 'INVALID_ARGUMENT' } });
    expect(steps).toContain('not kept');
  });
});
