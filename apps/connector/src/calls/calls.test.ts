import { describe, expect, test, vi } from 'vitest';
import { memberToCaller } from '../access/caller.js';
import type { Access } from '../access/permissions.js';
import { ConnectorError } from '../errors.js';
import type { Call } from './call.js';
import { createCalls, type CallsPorts } from './calls.js';

const CALLER = memberToCaller('token:ci');
const CONNECTION = 'projects/p/locations/local/connections/c';
const CREATE: Access = { permission: 'connectors.entities.create', audit: 'DATA_WRITE' };
const LIST: Access = { permission: 'connectors.entities.list', audit: 'ADMIN_READ' };

type TestCall = Call<'server', unknown, unknown>;

/** The core over ports that note, in order, what they were asked. */
function open(ports: Partial<CallsPorts> = {}) {
  const steps: string[] = [];
  const audited: Parameters<CallsPorts['audit']['write']>[0][] = [];
  const auditErrors: unknown[] = [];
  const kept = new Map<string, unknown>();
  const calls = createCalls({
    connections: {
      get: async (name) => {
        steps.push(`get ${name}`);
        return {} as never;
      },
      catalog: () => ({}) as never,
      checkUsable: () => void steps.push('check usable'),
      use: (_connection, work) => work({} as never),
    },
    authorize: async (_caller, required, resource) => void steps.push(`authorize ${required} on ${resource}`),
    idempotency: {
      async once({ key }, carryOut) {
        steps.push(`key ${key}`);
        if (kept.has(key)) return { value: kept.get(key) as never, isRepeated: true };
        const { value, isFinal } = await carryOut();
        // What is kept has been JSON, as in the store.
        if (isFinal) kept.set(key, JSON.parse(JSON.stringify(value)));
        steps.push(isFinal ? 'kept' : 'not kept');
        return { value, isRepeated: false };
      },
    },
    audit: {
      async write(entry) {
        steps.push('audit');
        audited.push(entry);
      },
    },
    onAuditError: (error) => void auditErrors.push(error),
    ...ports,
  });
  const run = (call: Partial<TestCall> = {}) =>
    calls.run({
      ...CREATE,
      method: 'v2.create',
      caller: CALLER,
      on: 'server',
      asked: CONNECTION,
      resource: async () => CONNECTION,
      async read() {
        steps.push('read');
        return { id: 1 };
      },
      async work() {
        steps.push('work');
        return { done: true };
      },
      signal: new AbortController().signal,
      ...call,
    });
  return { run, steps, audited, auditErrors };
}

const denied = () => new ConnectorError('PERMISSION_DENIED', 'No.', { reason: 'PERMISSION_DENIED' });

describe('the path of a call', () => {
  test('a call checks its permission, reads its content, checks again, works and is audited, in this order', async () => {
    const { run, steps } = open();
    const outcome = await run({ idempotency: () => ({ key: 'k', request: [] }) });
    const authorized = `authorize ${CREATE.permission} on ${CONNECTION}`;
    expect(steps).toEqual([authorized, 'read', authorized, 'key k', 'work', 'kept', 'audit']);
    expect(outcome).toEqual({
      answer: { done: true },
      record: {
        method: 'v2.create',
        caller: 'token:ci',
        resource: CONNECTION,
        twilioRequests: 0,
        isWrite: true,
        isReplayed: false,
      },
    });
  });

  test('a call without permission reads nothing, does nothing and is audited', async () => {
    const { run, steps, audited } = open({ authorize: () => Promise.reject(denied()) });
    const outcome = await run({ ...LIST });
    expect(outcome).toMatchObject({ failure: { code: 'PERMISSION_DENIED' }, record: { isWrite: false } });
    expect(steps).toEqual(['audit']);
    expect(audited).toEqual([
      {
        caller: 'token:ci',
        method: 'v2.create',
        resource: CONNECTION,
        status: 'PERMISSION_DENIED',
        reason: 'PERMISSION_DENIED',
      },
    ]);
  });

  test('a permission that is revoked while the content arrives stops the call before it works', async () => {
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

  test('a permission that is revoked before a repeated call withholds the kept answer', async () => {
    let isRevoked = false;
    const { run } = open({ authorize: async () => void (isRevoked && (await Promise.reject(denied()))) });
    const idempotency = () => ({ key: 'k', request: [] });
    await run({ idempotency });
    isRevoked = true;
    expect(await run({ idempotency })).toMatchObject({ failure: { code: 'PERMISSION_DENIED' } });
  });

  test('what the content requires is checked on the resource that it names, and is what the call is about', async () => {
    const { run, steps } = open();
    const requirement = { ...LIST, resource: 'projects/q', asked: 'projects/alias' };
    const { record } = await run({ permission: 'none', requirement: async () => requirement });
    expect(steps).toContain('authorize connectors.entities.list on projects/q');
    expect(record).toMatchObject({ resource: 'projects/q', isWrite: false });
  });

  test('a requirement without an audit type is audited as its method', async () => {
    const { run } = open();
    const { record } = await run({
      requirement: async () => ({ permission: 'connectors.entities.create', resource: 'projects/q' }),
    });
    expect(record.isWrite).toBe(true);
  });
});

describe('the target of a call', () => {
  test('a call on an active catalog refuses a connection that is not usable', async () => {
    const { run, steps } = open();
    await run({ on: 'activeCatalog' as never });
    expect(steps).toContain('check usable');
  });

  test('a call on a catalog also serves a suspended connection', async () => {
    const { run, steps } = open();
    await run({ on: 'catalog' as never });
    expect(steps).toContain(`get ${CONNECTION}`);
    expect(steps).not.toContain('check usable');
  });
});

describe('idempotency keys of calls', () => {
  const idempotency = () => ({ key: 'k', request: [] });

  test('a repeated write answers the same, does nothing again and is not audited again', async () => {
    const { run, steps, audited } = open();
    await run({ idempotency });
    const again = await run({ idempotency });
    expect(again).toMatchObject({ answer: { done: true }, record: { isReplayed: true, isWrite: false } });
    expect(steps.filter((step) => step === 'work')).toHaveLength(1);
    expect(audited).toHaveLength(1);
  });

  test('a read is not kept under a key', async () => {
    const { run, steps } = open();
    await run({ ...LIST, idempotency });
    expect(steps).not.toContain('key k');
  });

  test.each([
    ['INTERNAL', new TypeError('thrown after sending')],
    ['UNKNOWN', new ConnectorError('UNKNOWN', 'Unclear.', { reason: 'OUTCOME_UNKNOWN' })],
  ] as const)('a failure with %s is kept, since the work may have been done', async (code, error) => {
    const { run, steps } = open();
    const work = vi.fn<() => Promise<never>>(() => Promise.reject(error));
    expect(await run({ idempotency, work })).toMatchObject({ failure: { code }, error });
    expect(steps).toContain('kept');
    const again = await run({ idempotency, work });
    expect(again).toMatchObject({ failure: { code }, record: { isReplayed: true } });
    expect('error' in again).toBe(false);
    expect(work).toHaveBeenCalledOnce();
  });

  test('a refusal is not kept, since nothing was done', async () => {
    const { run, steps } = open();
    const refuse = () => Promise.reject(new ConnectorError('INVALID_ARGUMENT', 'Wrong.'));
    expect(await run({ idempotency, work: refuse })).toMatchObject({ failure: { code: 'INVALID_ARGUMENT' } });
    expect(steps).toContain('not kept');
  });
});

describe('records of calls', () => {
  test('every attempt at Twilio is counted, also when the call fails', async () => {
    const { run } = open();
    const { record } = await run({
      async work(_target, _input, { onAttempt }) {
        onAttempt();
        onAttempt();
        throw new Error('broken');
      },
    });
    expect(record.twilioRequests).toBe(2);
  });

  test('a read that succeeds is not audited', async () => {
    const { run, audited } = open();
    await run({ ...LIST });
    expect(audited).toEqual([]);
  });

  test('a write that fails is audited with its code and reason', async () => {
    const { run, audited } = open();
    await run({ work: () => Promise.reject(new ConnectorError('NOT_FOUND', 'None.', { reason: 'UNKNOWN_TOOL' })) });
    expect(audited).toMatchObject([{ status: 'NOT_FOUND', reason: 'UNKNOWN_TOOL' }]);
  });

  test('an audit log that cannot be written does not take the answer away', async () => {
    const error = new Error('disk full');
    const { run, auditErrors } = open({ audit: { write: () => Promise.reject(error) } });
    expect(await run()).toMatchObject({ answer: { done: true } });
    expect(auditErrors).toEqual([error]);
  });
});

describe('the time limit of calls', () => {
  test('work that exceeds the time limit is aborted and fails with DEADLINE_EXCEEDED', async () => {
    vi.useFakeTimers();
    const { run } = open();
    const outcome = run({ deadlineMs: 1000, work: (_target, _input, { signal }) => untilAborted(signal) });
    await vi.advanceTimersByTimeAsync(999);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toMatchObject({ failure: { code: 'DEADLINE_EXCEEDED', reason: 'TIMEOUT' } });
    vi.useRealTimers();
  });

  test('a call has 180 seconds when nothing else is said, and no timer is left behind', async () => {
    vi.useFakeTimers();
    const { run } = open();
    const outcome = run({ work: (_target, _input, { signal }) => untilAborted(signal) });
    await vi.advanceTimersByTimeAsync(179_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toMatchObject({ failure: { reason: 'TIMEOUT' } });
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('a caller that disconnects cancels the work, and an error that follows from it is CANCELLED', async () => {
    const { run } = open();
    const controller = new AbortController();
    const outcome = run({
      signal: controller.signal,
      work: async (_target, _input, { signal }) => {
        await untilAborted(signal).catch(() => {});
        throw new Error('the socket is gone');
      },
    });
    controller.abort();
    expect(await outcome).toMatchObject({ failure: { code: 'CANCELLED' } });
  });
});

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
  });
}
