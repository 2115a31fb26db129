import { expect, test } from 'vitest';
import { toHttpStatus } from './http-status.js';

test.each([
  ['INVALID_ARGUMENT', 400],
  ['FAILED_PRECONDITION', 400],
  ['UNAUTHENTICATED', 401],
  ['PERMISSION_DENIED', 403],
  ['NOT_FOUND', 404],
  ['ALREADY_EXISTS', 409],
  ['ABORTED', 409],
  ['RESOURCE_EXHAUSTED', 429],
  ['CANCELLED', 499],
  ['UNKNOWN', 500],
  ['INTERNAL', 500],
  ['UNIMPLEMENTED', 501],
  ['UNAVAILABLE', 503],
  ['DEADLINE_EXCEEDED', 504],
] as const)('the canonical code %s maps to HTTP status %i', (code, status) => {
  expect(toHttpStatus(code)).toBe(status);
  expect(toHttpStatus(code, 'ANY_OTHER_REASON')).toBe(status);
});

test.each([
  ['BODY_TOO_LARGE', 413],
  ['HEADERS_TOO_LARGE', 431],
  ['REQUEST_TIMEOUT', 408],
])('the reason %s maps to the more precise HTTP status %i', (reason, status) => {
  expect(toHttpStatus('INVALID_ARGUMENT', reason)).toBe(status);
});
