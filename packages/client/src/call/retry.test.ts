import { describe, expect, test } from 'vitest';
import type { Failure } from '../http/outcome.js';
import type { TwilioRequest } from '../request/request.js';
import { decideRetry, mayHaveBeenCarriedOut, type RetryState, toWaitMs, type Verdict } from './retry.js';

type Row = [failure: Failure, get: Verdict, del: Verdict, post: Verdict];

const status = (code: number): Failure => ({ kind: 'status', status: code });

const ROWS: Row[] = [
  [{ kind: 'unsent' }, 'retry', 'retry', 'retry'],
  [{ kind: 'refused' }, 'fail', 'fail', 'fail'],
  [{ kind: 'interrupted' }, 'retry', 'retry', 'unknown'],
  [{ kind: 'unreadable' }, 'fail', 'fail', 'unknown'],
  [{ kind: 'aborted', sent: false }, 'fail', 'fail', 'fail'],
  [{ kind: 'aborted', sent: true }, 'fail', 'fail', 'unknown'],
  [status(307), 'fail', 'fail', 'unknown'],
  [status(400), 'fail', 'fail', 'fail'],
  [status(401), 'fail', 'fail', 'fail'],
  [status(404), 'fail', 'fail', 'fail'],
  [status(408), 'retry', 'retry', 'unknown'],
  [status(409), 'fail', 'fail', 'fail'],
  [status(429), 'retry', 'retry', 'retry'],
  [status(500), 'retry', 'retry', 'unknown'],
  [status(501), 'retry', 'retry', 'unknown'],
  [status(502), 'retry', 'retry', 'unknown'],
  [status(503), 'retry', 'retry', 'unknown'],
  [status(504), 'retry', 'retry', 'unknown'],
];

describe('decideRetry', () => {
  test.each(ROWS)(
    'after %o the verdict is %s for a GET, %s for a DELETE and %s for a POST',
    (failure, get, del, post) => {
      expect({
        GET: decideRetry('GET', failure),
        DELETE: decideRetry('DELETE', failure),
        POST: decideRetry('POST', failure),
      }).toEqual({
        GET: get,
        DELETE: del,
        POST: post,
      });
    },
  );

  const codes = Array.from({ length: 300 }, (_, index) => 300 + index);

  test('429 is the only status after which a POST is retried', () => {
    expect(codes.filter((code) => decideRetry('POST', status(code)) === 'retry')).toEqual([429]);
  });

  test('the outcome of a POST is unknown if its status means that it may have been carried out, and only then', () => {
    expect(codes.filter((code) => decideRetry('POST', status(code)) === 'unknown')).toEqual(
      codes.filter((code) => mayHaveBeenCarriedOut(status(code))),
    );
  });

  test.each<[TwilioRequest['method']]>([['GET'], ['DELETE']])(
    'the verdict for a %s is never that the outcome is unknown',
    (method) => {
      expect(codes.filter((code) => decideRetry(method, status(code)) === 'unknown')).toEqual([]);
    },
  );
});

describe('toWaitMs', () => {
  const retryState = (over: Partial<RetryState>): RetryState => ({
    failure: status(503),
    failures: 1,
    counted: 1,
    maxAttempts: 5,
    remainingMs: 180_000,
    random: () => 1,
    ...over,
  });

  test('the upper limit of the wait doubles from 100 ms up to 30 s', () => {
    const limits = Array.from({ length: 12 }, (_, index) =>
      toWaitMs(retryState({ failure: status(429), failures: index + 1 })),
    );
    expect(limits).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000, 30_000]);
    expect(toWaitMs(retryState({ failure: status(429), failures: 5000 }))).toBe(30_000);
  });

  test('the wait is a random part of its upper limit', () => {
    expect(toWaitMs(retryState({ failures: 3, random: () => 0 }))).toBe(0);
    expect(toWaitMs(retryState({ failures: 3, random: () => 0.25 }))).toBe(100);
  });

  test('the wait equals Retry-After, without jitter', () => {
    const failure: Failure = { kind: 'status', status: 429, retryAfterMs: 7000 };
    expect(toWaitMs(retryState({ failure, random: () => 0.1 }))).toBe(7000);
  });

  test('the wait after Retry-After: 0 is the usual backoff, to avoid a busy loop', () => {
    expect(toWaitMs(retryState({ failure: { kind: 'status', status: 429, retryAfterMs: 0 }, failures: 2 }))).toBe(200);
  });

  test('there is no retry after the last attempt, except after a 429', () => {
    expect(toWaitMs(retryState({ counted: 4 }))).toBeDefined();
    expect(toWaitMs(retryState({ counted: 5 }))).toBeUndefined();
    expect(toWaitMs(retryState({ counted: 5, failure: status(429) }))).toBeDefined();
  });

  test('there is no retry if the next attempt could not start before the deadline', () => {
    const failure: Failure = { kind: 'status', status: 429, retryAfterMs: 5000 };
    expect(toWaitMs(retryState({ failure, remainingMs: 5001 }))).toBe(5000);
    expect(toWaitMs(retryState({ failure, remainingMs: 5000 }))).toBeUndefined();
    expect(toWaitMs(retryState({ random: () => 0, remainingMs: 0 }))).toBeUndefined();
  });
});
