import { expect, test } from 'vitest';
import { TwilioApiError, TwilioConnectionError, TwilioResponseError, TwilioTimeoutError } from '../errors.js';
import type { Outcome } from '../http/outcome.js';
import { toAttemptResult } from './attempt-record.js';

const failed = (error: unknown): Outcome<{ status: number }> => ({ failure: { kind: 'interrupted' }, error });
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

test.each([
  ['a response', { value: { status: 201 } }, { status: 201 }],
  ['an error response', failed(new TwilioApiError('Too many requests', { status: 429, attempts: 1 })), { status: 429 }],
  ['an abort by the caller', failed(new Error('no longer needed')), { error: 'ABORTED' }],
  ['a thrown value that is not an error', failed('no longer needed'), { error: 'ABORTED' }],
  ['a broken connection', failed(new TwilioConnectionError('lost', 1, reset)), { error: 'ECONNRESET' }],
  ['a broken connection without a cause', failed(new TwilioConnectionError('lost', 1)), { error: 'CONNECTION' }],
  ['a time limit', failed(new TwilioTimeoutError('late', 1)), { error: 'TIMEOUT' }],
  [
    'an unreadable response',
    failed(new TwilioResponseError('not JSON', 200, 1)),
    { status: 200, error: 'UNREADABLE_RESPONSE' },
  ],
] as const)(
  'the record of an attempt that ended with %s has its status or the code of its error',
  (_, outcome, result) => {
    expect(toAttemptResult(outcome)).toEqual(result);
  },
);

test('an error whose status is not a number adds none to the record', () => {
  const odd = Object.assign(new TwilioConnectionError('lost', 1), { status: 'closed' });
  expect(toAttemptResult(failed(odd))).toEqual({ error: 'CONNECTION' });
});
