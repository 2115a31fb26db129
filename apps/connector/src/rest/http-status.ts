import type { CanonicalCode } from '../errors.js';

const BY_CODE: Readonly<Record<CanonicalCode, number>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  UNKNOWN: 500,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** Reasons with a more precise HTTP status than that of their code. */
const BY_REASON: Readonly<Record<string, number>> = {
  BODY_TOO_LARGE: 413,
  HEADERS_TOO_LARGE: 431,
  REQUEST_TIMEOUT: 408,
};

/** The HTTP status of a failure: Google's mapping of canonical codes (https://cloud.google.com/apis/design/errors). */
export function toHttpStatus(code: CanonicalCode, reason?: string): number {
  return (reason !== undefined && BY_REASON[reason]) || BY_CODE[code];
}
