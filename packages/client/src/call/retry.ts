import type { TwilioRequest } from '../request/request.js';

/** Why one attempt brought no result, as far as repeating it is concerned. */
export type Failure =
  /** Nothing of the request left: no address, refused, TLS, no free connection. */
  | { kind: 'unsent' }
  /** Nothing of it left, and nothing will: it leads to an address to which no connection may be made. */
  | { kind: 'refused' }
  /** It left, and no complete answer came: reset, time-out, truncated body. */
  | { kind: 'interrupted' }
  /** A complete 2xx answer that is not the JSON object that was due. */
  | { kind: 'unreadable' }
  /** An answer other than 2xx. */
  | { kind: 'status'; status: number; retryAfterMs?: number }
  /** The caller gave up while the attempt ran. */
  | { kind: 'aborted'; sent: boolean };

/** What to do about a failure: send it again, report it, or report that nobody knows whether it was carried out. */
export type Verdict = 'repeat' | 'fail' | 'unknown';

const BASE_WAIT_MS = 100;
const MAX_WAIT_MS = 30_000;

/** The rule of rules: what may have been carried out is sent again only where twice is the same as once. */
export function judge(method: TwilioRequest['method'], failure: Failure): Verdict {
  if (method === 'POST' && mayHaveBeenCarriedOut(failure)) return 'unknown';
  return isTransient(failure) ? 'repeat' : 'fail';
}

/**
 * Whether Twilio may have done what was asked. A 4xx refuses it, but 408, which may come too late; 429 is never
 * processed: https://www.twilio.com/docs/api/errors/20429.
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

/** Whether a failure means "too many requests", which the deadline alone bounds. */
export function isThrottled(failure: Failure): boolean {
  return failure.kind === 'status' && failure.status === 429;
}

/** What the wait before the next attempt depends on. */
export interface Repetition {
  failure: Failure;
  /** Failed attempts so far, 1 or more. */
  failures: number;
  /** Those of them that were no 429. */
  unthrottled: number;
  maxAttempts: number;
  /** Milliseconds until the deadline. */
  remainingMs: number;
  random: () => number;
}

/** Milliseconds to wait before the next attempt, or `undefined` when there shall be none. */
export function toWaitMs(repetition: Repetition): number | undefined {
  const { failure, unthrottled, maxAttempts, remainingMs } = repetition;
  if (!isThrottled(failure) && unthrottled >= maxAttempts) return undefined;
  const asked = failure.kind === 'status' ? failure.retryAfterMs : undefined;
  // "Retry after 0" asks for no particular wait; taken literally it would make a loop without pause.
  const waitMs = asked ? asked : toBackoffMs(repetition);
  return waitMs < remainingMs ? waitMs : undefined;
}

/** Exponential back-off with full jitter: anywhere between nothing and the limit, so that clients spread out. */
function toBackoffMs({ failures, random }: Repetition): number {
  return random() * Math.min(MAX_WAIT_MS, BASE_WAIT_MS * 2 ** (failures - 1));
}

/**
 * Reads `Retry-After`: seconds, or a date that is compared with the time at the server.
 * `undefined` where it is absent or says neither.
 */
export function toRetryAfterMs(value: string | null, serverTimeMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const dateMs = value.endsWith('GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - serverTimeMs);
}
