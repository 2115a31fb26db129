import type { CanonicalCode } from '../errors.js';

/**
 * Canonical codes for Twilio's error codes (https://www.twilio.com/docs/api/errors). For a code that is not listed, the HTTP
 * status decides.
 */
export const TWILIO_CODES: Readonly<Record<number, CanonicalCode>> = {
  10001: 'FAILED_PRECONDITION', // account not active
  20001: 'INVALID_ARGUMENT',
  20003: 'UNAUTHENTICATED',
  20004: 'UNIMPLEMENTED', // method not allowed
  20005: 'FAILED_PRECONDITION', // account not active
  20006: 'PERMISSION_DENIED',
  20007: 'INVALID_ARGUMENT', // page size too large
  20008: 'PERMISSION_DENIED', // test credentials
  20009: 'FAILED_PRECONDITION', // the resource is not in its final state
  20404: 'NOT_FOUND',
  20409: 'ABORTED',
  20422: 'INVALID_ARGUMENT',
  20429: 'RESOURCE_EXHAUSTED',
  20500: 'INTERNAL',
  20503: 'UNAVAILABLE',
  21210: 'FAILED_PRECONDITION', // caller not verified
  21214: 'FAILED_PRECONDITION', // recipient cannot be reached
  21215: 'FAILED_PRECONDITION', // geographic permission
  21216: 'FAILED_PRECONDITION', // recipient blocked
  21219: 'FAILED_PRECONDITION', // trial: recipient not verified
  21220: 'FAILED_PRECONDITION', // call is not in that state
  21408: 'FAILED_PRECONDITION', // region not enabled
  21422: 'FAILED_PRECONDITION', // number not available
  21450: 'FAILED_PRECONDITION', // number already validated
  21452: 'FAILED_PRECONDITION', // no numbers in that area code
  21608: 'FAILED_PRECONDITION', // trial: recipient not verified
  21610: 'FAILED_PRECONDITION', // recipient unsubscribed
  21611: 'RESOURCE_EXHAUSTED', // the sender's queue is full
  21612: 'FAILED_PRECONDITION', // recipient cannot be reached
  21614: 'FAILED_PRECONDITION', // not a mobile number
};

/** The canonical code for an HTTP status of Twilio. */
export function statusToCanonicalCode(status: number): CanonicalCode {
  const exact: Readonly<Record<number, CanonicalCode>> = {
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    405: 'UNIMPLEMENTED',
    408: 'DEADLINE_EXCEEDED',
    409: 'ABORTED',
    410: 'NOT_FOUND',
    429: 'RESOURCE_EXHAUSTED',
    503: 'UNAVAILABLE',
    504: 'DEADLINE_EXCEEDED',
  };
  return exact[status] ?? (status >= 500 ? 'INTERNAL' : status >= 400 ? 'INVALID_ARGUMENT' : 'UNKNOWN');
}
