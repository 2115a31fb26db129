/** What went wrong, as a stable word: the `code` of every error of this package. */
export type TwilioErrorCode =
  'API_ERROR' | 'CONNECTION' | 'TIMEOUT' | 'UNREADABLE_RESPONSE' | 'OUTCOME_UNKNOWN' | 'INVALID_REQUEST';

const MARKER = Symbol.for('@twilio-connector/client/error');

/** The base of every error of this package. No message, field or cause of one holds a credential. */
export abstract class TwilioError extends Error {
  abstract readonly code: TwilioErrorCode;
  /** HTTP attempts made before the call failed, 0 when nothing was sent. */
  readonly attempts: number;

  constructor(message: string, attempts: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.attempts = attempts;
  }

  /** Of the prototype, so that printed errors hold no row of it. */
  get [MARKER](): true {
    return true;
  }
}

/** What Twilio said about a request that it did not accept. */
export interface TwilioApiErrorDetails {
  /** The HTTP status. */
  status: number;
  /** HTTP attempts made. */
  attempts: number;
  /** Twilio's own error code, see https://www.twilio.com/docs/api/errors. */
  twilioCode?: number;
  /** The page about that code, as Twilio gave it. */
  moreInfo?: string;
  /** The header `Twilio-Request-Id`, which Twilio's support asks for. */
  requestId?: string;
  /** Whatever else the answer said under `details`. */
  details?: unknown;
  /** What `Retry-After` asked for, in milliseconds. */
  retryAfterMs?: number;
}

/** Twilio answered with a status other than 2xx. `message` is Twilio's own text where it gave one. */
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
    // Only what Twilio said becomes a property, so that printed errors hold no row of `undefined`.
    Object.assign(this, details);
  }
}

/** No connection was made, or it broke before a complete answer to a GET or DELETE came. */
export class TwilioConnectionError extends TwilioError {
  override readonly name = 'TwilioConnectionError';
  readonly code = 'CONNECTION';
}

/** An attempt or the whole call took longer than it may. */
export class TwilioTimeoutError extends TwilioError {
  override readonly name = 'TwilioTimeoutError';
  readonly code = 'TIMEOUT';
}

/** Something answered, but not with the JSON object that was due: XML, HTML, a truncated body, a wrong next page. */
export class TwilioResponseError extends TwilioError {
  override readonly name = 'TwilioResponseError';
  readonly code = 'UNREADABLE_RESPONSE';
  /** The HTTP status of that answer. */
  readonly status: number;

  constructor(message: string, status: number, attempts: number, cause?: unknown) {
    super(message, attempts, cause);
    this.status = status;
  }
}

/**
 * A POST may or may not have been carried out: it got no complete, readable answer. It was not sent again, and must
 * not be before somebody has looked; `cause` says what happened instead of an answer.
 */
export class TwilioOutcomeUnknownError extends TwilioError {
  override readonly name = 'TwilioOutcomeUnknownError';
  readonly code = 'OUTCOME_UNKNOWN';
}

/** A request or an option was refused before it was sent, or the client had been closed. */
export class TwilioRequestError extends TwilioError {
  override readonly name = 'TwilioRequestError';
  readonly code = 'INVALID_REQUEST';

  constructor(message: string, attempts = 0) {
    super(message, attempts);
  }
}

/** True for every error of this package, also for one made by a second installed copy of it. */
export function isTwilioError(error: unknown): error is TwilioError {
  return error instanceof Error && MARKER in error;
}
