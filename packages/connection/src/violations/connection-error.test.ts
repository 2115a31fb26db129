import { expect, test } from 'vitest';
import { ConnectionError, isConnectionError } from '../index.js';

test('a ConnectionError has its name, code and violations, and the type guard accepts it', () => {
  const violations = [{ field: 'a', description: 'a is b.' }];
  const error = new ConnectionError('INVALID_CONNECTION', 'message', violations);
  expect(error).toMatchObject({ name: 'ConnectionError', code: 'INVALID_CONNECTION', violations });
  expect(isConnectionError(error)).toBe(true);
});

test('isConnectionError accepts errors of another copy of the package and rejects all other values', () => {
  const foreign = Object.assign(new Error('m'), { [Symbol.for('@twilio-connector/connection/error')]: true });
  expect([foreign, new Error('m'), { code: 'INVALID_CONNECTION' }, undefined].map(isConnectionError)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
