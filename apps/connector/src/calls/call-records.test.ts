import { describe, expect, test, vi } from 'vitest';
import { LIST, openCalls as open } from '../../test/calls-bed.js';
import { settled } from '../../test/connection-parts.js';
import { ConnectorError } from '../errors.js';
import type { CallSubject } from './call.js';

describe('records of calls', () => {
  test('every request to Twilio is counted, even if the call fails', async () => {
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

  test('the audit record of a write names the one entity that it wrote, and none of several', async () => {
    const { run, audited } = open();
    const one = { operation: 'UPDATE', entityType: 'Calls', entity: 'entityTypes/Calls/entities/CA1' } as const;
    const report = (...subjects: readonly CallSubject[]) =>
      run({ work: async (_target, _input, { onSubject }) => subjects.forEach((subject) => onSubject(subject, {})) });
    await report({ operation: 'CREATE', entityType: 'Calls' }, one, one);
    await report(one, { ...one, entity: 'entityTypes/Calls/entities/CA2' }, one);
    await report({ operation: 'LIST', entityType: 'Calls' });
    expect(audited.map(({ entity }) => entity)).toEqual([one.entity, undefined, undefined]);
  });

  test('a call is answered only after its audit record has been written', async () => {
    const { promise: written, resolve } = Promise.withResolvers<void>();
    const { run } = open({ audit: { write: () => written } });
    let isAnswered = false;
    const answered = run().then(() => (isAnswered = true));
    await settled();
    expect(isAnswered).toBe(false);
    resolve();
    await answered;
  });

  test('a call returns its result even if its audit record cannot be written', async () => {
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

  test('a call has a time limit of 180 seconds by default, and leaves no timer behind', async () => {
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
