import type { Failure } from '../http/outcome.js';
import type { TwilioRequest } from '../request/request.js';

/** The action after a failure: retry, report the failure, or report that the outcome is unknown. */
export type Verdict = 'retry' | 'fail' | 'unknown';

const BASE_WAIT_MS = 100;
const MAX_WAIT_MS = 30_000;

/** A request that may have been carried out is retried only if it is idempotent, which a POST is not. */
export function decideRetry(method: TwilioRequest['method'], failure: Failure): Verdict {
  if (method === 'POST' && mayHaveBeenCarriedOut(failure)) return 'unknown';
  return isTransient(failure) ? 'retry' : 'fail';
}

/**
 * Whether Twilio may have carried out the request. A 4xx means that it did not, except 408, which may arrive after the
 * work is done. 429 is never processed: https://www.twilio.com/docs/api/errors/20429.
 */
export function mayHaveBeenCarriedOut(failure: Failure): boolean {
  switch (failure.kind) {
    case 'unsent':
    case 'refused':
      return false;
    case 'interrupted':
    case 'unreadable':
      return true;
    case 'aborted':
      return failure.sent;
    case 'status':
      return failure.status === 408 || failure.status < 400 || failure.status >= 500;
  }
}

function isTransient(failure: Failure): boolean {
  switch (failure.kind) {
    case 'unsent':
    case 'interrupted':
      return true;
    case 'refused':
    case 'unreadable':
    case 'aborted':
      return false;
    case 'status':
      return failure.status === 429 || failure.status === 408 || failure.status >= 500;
  }
}

/** Whether Twilio answered "too many requests". Only the deadline limits retries of such a failure. */
export function isThrottled(failure: Failure): boolean {
  return failure.kind === 'status' && failure.status === 429;
}

/** The state that determines the wait before the next attempt. */
export interface RetryState {
  failure: Failure;
  /** Failed attempts so far, 1 or more. */
  failures: number;
  /** Failed attempts that count towards `maxAttempts`: all but those answered with 429. */
  counted: number;
  maxAttempts: number;
  /** Milliseconds until the deadline. */
  remainingMs: number;
  random: () => number;
}

/** Milliseconds to wait before the next attempt, or `undefined` if the call must end. */
export function toWaitMs(state: RetryState): number | undefined {
  const { failure, counted, maxAttempts, remainingMs } = state;
  if (!isThrottled(failure) && counted >= maxAttempts) return undefined;
  const retryAfterMs = failure.kind === 'status' ? failure.retryAfterMs : undefined;
  // `Retry-After: 0` counts as absent; taken literally, it would cause a busy loop.
  const waitMs = retryAfterMs ? retryAfterMs : toBackoffMs(state);
  return waitMs < remainingMs ? waitMs : undefined;
}

/** Exponential backoff with full jitter: between 0 and the limit, so that clients spread out. */
function toBackoffMs({ failures, random }: RetryState): number {
  return random() * Math.min(MAX_WAIT_MS, BASE_WAIT_MS * 2 ** (failures - 1));
}
