import { describe, expect, test } from 'vitest';
import type { TwilioRequest } from '../request/request.js';
import {
  type Failure,
  judge,
  mayHaveBeenCarriedOut,
  type Repetition,
  toRetryAfterMs,
  toWaitMs,
  type Verdict,
} from './retry.js';

type Row = [failure: Failure, get: Verdict, del: Verdict, post: Verdict];

const status = (code: number): Failure => ({ kind: 'status', status: code });

const ROWS: Row[] = [
  [{ kind: 'unsent' }, 'repeat', 'repeat', 'repeat'],
  [{ kind: 'refused' }, 'fail', 'fail', 'fail'],
  [{ kind: 'interrupted' }, 'repeat', 'repeat', 'unknown'],
  [{ kind: 'unreadable' }, 'fail', 'fail', 'unknown'],
  [{ kind: 'aborted', sent: false }, 'fail', 'fail', 'fail'],
  [{ kind: 'aborted', sent: true }, 'fail', 'fail', 'unknown'],
  [status(307), 'fail', 'fail', 'unknown'],
  [status(400), 'fail', 'fail', 'fail'],
  [status(401), 'fail', 'fail', 'fail'],
  [status(404), 'fail', 'fail', 'fail'],
  [status(408), 'repeat', 'repeat', 'unknown'],
  [status(409), 'fail', 'fail', 'fail'],
  [status(429), 'repeat', 'repeat', 'repeat'],
  [status(500), 'repeat', 'repeat', 'unknown'],
  [status(501), 'repeat', 'repeat', 'unknown'],
  [status(502), 'repeat', 'repeat', 'unknown'],
  [status(503), 'repeat', 'repeat', 'unknown'],
  [status(504), 'repeat', 'repeat', 'unknown'],
];

describe('judge', () => {
  test.each(ROWS)('%o: GET %s, DELETE %s, POST %s', (failure, get, del, post) => {
    expect({ GET: judge('GET', failure), DELETE: judge('DELETE', failure), POST: judge('POST', failure) }).toEqual({
      GET: get,
      DELETE: del,
      POST: post,
    });
  });

  const codes = Array.from({ length: 300 }, (_, index) => 300 + index);

  test('of all statuses, 429 alone lets a POST be repeated', () => {
    expect(codes.filter((code) => judge('POST', status(code)) === 'repeat')).toEqual([429]);
  });

  test('the outcome of a POST is unknown exactly where it may have been carried out', () => {
    expect(codes.filter((code) => judge('POST', status(code)) === 'unknown')).toEqual(
      codes.filter((code) => mayHaveBeenCarriedOut(status(code))),
    );
  });

  test.each<[TwilioRequest['method']]>([['GET'], ['DELETE']])('the outcome of a %s does not matter', (method) => {
    expect(codes.filter((code) => judge(method, status(code)) === 'unknown')).toEqual([]);
  });
});

describe('toWaitMs', () => {
  const repetition = (over: Partial<Repetition>): Repetition => ({
    failure: status(503),
    failures: 1,
    unthrottled: 1,
    maxAttempts: 5,
    remainingMs: 180_000,
    random: () => 1,
    ...over,
  });

  test('doubles its limit from 100 ms up to 30 s', () => {
    const limits = Array.from({ length: 12 }, (_, index) =>
      toWaitMs(repetition({ failure: status(429), failures: index + 1 })),
    );
    expect(limits).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000, 30_000]);
    expect(toWaitMs(repetition({ failure: status(429), failures: 5000 }))).toBe(30_000);
  });

  test('takes any part of the limit', () => {
    expect(toWaitMs(repetition({ failures: 3, random: () => 0 }))).toBe(0);
    expect(toWaitMs(repetition({ failures: 3, random: () => 0.25 }))).toBe(100);
  });

  test('takes what Retry-After asked for, without jitter', () => {
    const failure: Failure = { kind: 'status', status: 429, retryAfterMs: 7000 };
    expect(toWaitMs(repetition({ failure, random: () => 0.1 }))).toBe(7000);
  });

  test('backs off where Retry-After says 0, so that nothing spins', () => {
    expect(toWaitMs(repetition({ failure: { kind: 'status', status: 429, retryAfterMs: 0 }, failures: 2 }))).toBe(200);
  });

  test('gives up after the last attempt, but not on 429', () => {
    expect(toWaitMs(repetition({ unthrottled: 4 }))).toBeDefined();
    expect(toWaitMs(repetition({ unthrottled: 5 }))).toBeUndefined();
    expect(toWaitMs(repetition({ unthrottled: 5, failure: status(429) }))).toBeDefined();
  });

  test('gives up when the next attempt could not start before the deadline', () => {
    const failure: Failure = { kind: 'status', status: 429, retryAfterMs: 5000 };
    expect(toWaitMs(repetition({ failure, remainingMs: 5001 }))).toBe(5000);
    expect(toWaitMs(repetition({ failure, remainingMs: 5000 }))).toBeUndefined();
    expect(toWaitMs(repetition({ random: () => 0, remainingMs: 0 }))).toBeUndefined();
  });
});

describe('toRetryAfterMs', () => {
  const nowMs = Date.UTC(2026, 3, 1, 12, 0, 0);

  test.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['0', 0],
    ['3', 3000],
    ['1.5', 1500],
    ['Wed, 01 Apr 2026 12:00:10 GMT', 10_000],
    ['Wed, 01 Apr 2026 11:00:00 GMT', 0],
  ])('%s is %s', (value, expected) => {
    expect(toRetryAfterMs(value, nowMs)).toBe(expected);
  });
});
