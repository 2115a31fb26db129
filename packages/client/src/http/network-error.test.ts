import { describe, expect, test } from 'vitest';
import { isBeforeSending, toNetworkError } from './network-error.js';

const keep = (text: string) => text;

describe('isBeforeSending', () => {
  test.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('isBeforeSending is true for the code %s', (code) => {
    expect(isBeforeSending(Object.assign(new Error(code), { code }))).toBe(true);
  });

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'EPROTO', undefined])(
    'isBeforeSending is false for the code %s',
    (code) => {
      expect(isBeforeSending(Object.assign(new Error('x'), { code }))).toBe(false);
    },
  );

  test.each([
    ['EHOSTUNREACH', 'write', false],
    ['EHOSTUNREACH', 'connect', true],
    ['ETIMEDOUT', 'connect', true],
    ['ETIMEDOUT', 'read', false],
    ['ECONNRESET', 'connect', true],
    ['ENOTFOUND', 'getaddrinfo', true],
  ])('isBeforeSending for %s in the system call %s is %s', (code, syscall, expected) => {
    expect(isBeforeSending(Object.assign(new Error('x'), { code, syscall }))).toBe(expected);
  });
});

describe('toNetworkError', () => {
  test('toNetworkError copies message, name and code of the innermost error that has a code, and nothing else', () => {
    const socket = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET', socket: { secret: 1 } });
    const outer = new TypeError('fetch failed', { cause: socket });
    const error = toNetworkError(Object.assign(new Error('outer', { cause: outer }), { request: {} }), keep);
    expect(error.message).toBe('other side closed');
    expect(Object.entries(error)).toEqual([
      ['name', 'Error'],
      ['code', 'UND_ERR_SOCKET'],
    ]);
    expect(error.cause).toBeUndefined();
  });

  test('toNetworkError copies the innermost error if none has a code', () => {
    expect(toNetworkError(new Error('outer', { cause: new TypeError('inner') }), keep).message).toBe('inner');
  });

  test('toNetworkError uses the code as the message if there is none', () => {
    const error = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED', syscall: 'connect' });
    expect(toNetworkError(error, keep)).toMatchObject({ message: 'ECONNREFUSED', syscall: 'connect' });
  });

  test('toNetworkError accepts thrown values that are not errors', () => {
    expect(toNetworkError('text', keep).message).toBe('the request failed');
    expect(toNetworkError(undefined, keep).message).toBe('the request failed');
  });

  test('toNetworkError handles circular causes', () => {
    const error = new Error('round');
    error.cause = error;
    expect(toNetworkError(error, keep).message).toBe('round');
  });

  test('toNetworkError redacts the message', () => {
    expect(toNetworkError(new Error('with secret'), (text) => text.replace('secret', '***')).message).toBe('with ***');
  });
});
