import type { ProxyProblem } from './proxy/proxy-failure.js';

/** The `code` of every error of this package. Codes are stable. */
export type TwilioErrorCode =
  'API_ERROR' | 'CONNECTION' | 'PROXY' | 'TIMEOUT' | 'UNREADABLE_RESPONSE' | 'OUTCOME_UNKNOWN' | 'INVALID_REQUEST';

const MARKER = Symbol.for('@twilio-connector/client/error');

/** The base class of every error of this package. Messages, fields and causes never contain credentials. */
export abstract class TwilioError extends Error {
  abstract readonly code: TwilioErrorCode;
  /** HTTP attempts made before the call failed: 0 if nothing was sent. */
  readonly attempts: number;

  constructor(message: string, attempts: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.attempts = attempts;
  }

  /** Defined on the prototype, so that printed errors do not show it. */
  get [MARKER](): true {
    return true;
  }
}

/** Facts from Twilio's error response. */
export interface TwilioApiErrorDetails {
  /** The HTTP status. */
  status: number;
  /** HTTP attempts made. */
  attempts: number;
  /** Twilio's error code, see https://www.twilio.com/docs/api/errors. */
  twilioCode?: number;
  /** The URL of the page about that code, from the response. */
  moreInfo?: string;
  /** The `Twilio-Request-Id` header, which Twilio's support asks for. */
  requestId?: string;
  /** The `details` of the response. */
  details?: unknown;
  /** The `Retry-After` header in milliseconds. */
  retryAfterMs?: number;
}

/** Twilio answered with a status other than 2xx. `message` is Twilio's own text if the response has one. */
export class TwilioApiError extends TwilioError {
  override readonly name = 'TwilioApiError';
  readonly code = 'API_ERROR';
  readonly status: number;
  declare readonly twilioCode?: number;
  declare readonly moreInfo?: string;
  declare readonly requestId?: string;
  declare readonly details?: unknown;
  declare readonly retryAfterMs?: number;

  constructor(message: string, { attempts, ...details }: TwilioApiErrorDetails) {
    super(message, attempts);
    this.status = details.status;
    // Absent details do not become properties, so that printed errors do not show `undefined`.
    Object.assign(this, details);
  }
}

/** No connection was made, or it was lost before a GET or DELETE got a complete response. */
export class TwilioConnectionError extends TwilioError {
  override readonly name = 'TwilioConnectionError';
  readonly code = 'CONNECTION';
}

/**
 * The proxy could not be reached, or did not pass on the request. The message names the proxy, the reason and the remedy.
 * Twilio has not carried out a POST; otherwise the error is a `TwilioOutcomeUnknownError` with this one as its cause.
 */
export class TwilioProxyError extends TwilioError {
  override readonly name = 'TwilioProxyError';
  readonly code = 'PROXY';
  /** Why. */
  readonly problem: ProxyProblem;

  constructor(problem: ProxyProblem, message: string, attempts: number, cause?: unknown) {
    super(message, attempts, cause);
    this.problem = problem;
  }
}

/** An attempt or the whole call exceeded its time limit. */
export class TwilioTimeoutError extends TwilioError {
  override readonly name = 'TwilioTimeoutError';
  readonly code = 'TIMEOUT';
}

/** The response is not the expected JSON object (XML, HTML, a truncated body), or its next-page link is invalid. */
export class TwilioResponseError extends TwilioError {
  override readonly name = 'TwilioResponseError';
  readonly code = 'UNREADABLE_RESPONSE';
  /** The HTTP status of the response. */
  readonly status: number;

  constructor(message: string, status: number, attempts: number, cause?: unknown) {
    super(message, attempts, cause);
    this.status = status;
  }
}

/**
 * A POST may or may not have been carried out, because it got no complete, readable response. It was not retried.
 * Check the resource before you send the request again. `cause` is the underlying failure.
 */
export class TwilioOutcomeUnknownError extends TwilioError {
  override readonly name = 'TwilioOutcomeUnknownError';
  readonly code = 'OUTCOME_UNKNOWN';
}

/** A request or an option is invalid, the address check rejected the host, or the client is closed. */
export class TwilioRequestError extends TwilioError {
  override readonly name = 'TwilioRequestError';
  readonly code = 'INVALID_REQUEST';

  constructor(message: string, attempts = 0) {
    super(message, attempts);
  }
}

/** True for every error of this package, including errors from a second installed copy of it. */
export function isTwilioError(error: unknown): error is TwilioError {
  return error instanceof Error && MARKER in error;
}
