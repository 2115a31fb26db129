import { expect, test } from 'vitest';
import { ConnectionError, isConnectionError } from '../index.js';

test('an error is known by its class, its code and the guard', () => {
  const violations = [{ field: 'a', description: 'a is b.' }];
  const error = new ConnectionError('INVALID_CONNECTION', 'message', violations);
  expect(error).toMatchObject({ name: 'ConnectionError', code: 'INVALID_CONNECTION', violations });
  expect(isConnectionError(error)).toBe(true);
});

test('an error of another copy of the package is known, others are not', () => {
  const foreign = Object.assign(new Error('m'), { [Symbol.for('@twilio-connector/connection/error')]: true });
  expect([foreign, new Error('m'), { code: 'INVALID_CONNECTION' }, undefined].map(isConnectionError)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
