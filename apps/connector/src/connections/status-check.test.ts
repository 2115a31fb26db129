import { expect, test } from 'vitest';
import { connectionOf, fakeSource } from '../../test/connection-parts.js';
import { SecretError } from '../secrets/errors.js';
import { createRuntimePool } from './runtime-pool.js';
import { checkToStatus, createStatusCheck } from './status-check.js';

function open() {
  const source = fakeSource();
  const errors: unknown[] = [];
  const runtimePool = createRuntimePool(source, () => 0);
  return {
    source,
    errors,
    checkStatus: createStatusCheck({ runtimePool, onError: (error) => void errors.push(error) }),
  };
}

test("a status check returns the runtime's answer", async () => {
  const { source, errors, checkStatus } = open();
  source.check = async () => ({ state: 'AUTH_ERROR', description: 'Wrong.' });
  expect(await checkStatus(connectionOf())).toEqual({ state: 'AUTH_ERROR', description: 'Wrong.' });
  expect(errors).toEqual([]);
});

test('a status check returns ERROR with the reason when the secret cannot be read', async () => {
  const { source, errors, checkStatus } = open();
  source.failure = new SecretError('SECRET_DISABLED', 'It is disabled; enable it.');
  expect(await checkStatus(connectionOf({ connectionRevision: '2' }))).toEqual({
    state: 'ERROR',
    description: 'It is disabled; enable it.',
  });
  expect(errors).toEqual([]);
});

test('a status check returns AUTH_ERROR with the reason when the secret cannot be a credential of Twilio', async () => {
  const { source, errors, checkStatus } = open();
  source.failure = new SecretError('SECRET_MALFORMED', 'It has the wrong form.');
  expect(await checkStatus(connectionOf())).toEqual({ state: 'AUTH_ERROR', description: 'It has the wrong form.' });
  expect(errors).toEqual([]);
});

test('a status check reports an unexpected error to the log only', async () => {
  const { source, errors, checkStatus } = open();
  source.failure = new Error('token hunter2');
  expect(await checkStatus(connectionOf())).toEqual({
    state: 'ERROR',
    description: 'The connector could not check the connection. See its log.',
  });
  expect(errors).toEqual([source.failure]);
});

test.each([
  ['ACTIVE', 'ACTIVE'],
  ['AUTH_ERROR', 'AUTHORIZATION_REQUIRED'],
  ['ERROR', 'ERROR'],
] as const)('the check result %s becomes the connection state %s', (state, expected) => {
  expect(checkToStatus({ state, description: 'Why.' })).toEqual({ state: expected, description: 'Why.' });
  expect(checkToStatus({ state })).toEqual({ state: expected, description: '' });
});
