import { afterEach, describe, expect, test, vi } from 'vitest';
import { connectionOf, fakeSource } from '../../test/connection-parts.js';
import { SecretError } from '../secrets/errors.js';
import { createChecks, statusOf } from './status-check.js';
import { createRuntimes } from './runtime-pool.js';

function open() {
  const source = fakeSource();
  const errors: unknown[] = [];
  const checks = createChecks(
    createRuntimes(source, () => 0),
    (error) => void errors.push(error),
  );
  return { source, errors, checks };
}

afterEach(() => void vi.useRealTimers());

describe('ask', () => {
  test('answers what the runtime says, and what stands in its way', async () => {
    const { source, errors, checks } = open();
    source.check = async () => ({ state: 'AUTH_ERROR', description: 'Wrong.' });
    expect(await checks.ask(connectionOf())).toEqual({ state: 'AUTH_ERROR', description: 'Wrong.' });
    source.failure = new SecretError('SECRET_DISABLED', 'It is disabled; enable it.');
    expect(await checks.ask(connectionOf({ connectionRevision: '2' }))).toEqual({
      state: 'ERROR',
      description: 'It is disabled; enable it.',
    });
    expect(errors).toEqual([]);
  });

  test('of what nobody foresaw only the log is told', async () => {
    const { source, errors, checks } = open();
    source.failure = new Error('token hunter2');
    const answer = await checks.ask(connectionOf());
    expect(answer).toMatchObject({ state: 'ERROR', description: expect.not.stringContaining('hunter2') });
    expect(errors).toEqual([source.failure]);
  });
});

describe('soon', () => {
  test('is what comes within five seconds, or what there was before', async () => {
    vi.useFakeTimers();
    const { checks } = open();
    expect(await checks.soon(Promise.resolve('ended'), 'going on')).toBe('ended');
    await expect(checks.soon(Promise.reject(new Error('failed')), 'going on')).rejects.toThrow('failed');
    const late = checks.soon(new Promise<string>(() => {}), 'going on');
    await vi.advanceTimersByTimeAsync(4999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await late).toBe('going on');
    expect(vi.getTimerCount()).toBe(0);
  });
});

test.each([
  ['ACTIVE', 'ACTIVE'],
  ['AUTH_ERROR', 'AUTHORIZATION_REQUIRED'],
  ['ERROR', 'ERROR'],
] as const)('%s is the state %s', (state, of) => {
  expect(statusOf({ state, description: 'Why.' })).toEqual({ state: of, description: 'Why.' });
  expect(statusOf({ state })).toEqual({ state: of, description: '' });
});
