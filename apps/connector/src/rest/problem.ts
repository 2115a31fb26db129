import { isTwilioError, type TwilioApiError } from '@twilio-connector/client';
import { type EntityErrorCode, isEntityError } from '@twilio-connector/entities';
import { isSchedulerError, type SchedulerErrorCode } from '@twilio-connector/scheduler';
import { SecretError, type SecretErrorCode } from '../secrets/errors.js';
import { badRequest, type CanonicalCode, type ErrorDetail, HTTP_STATUS, RestError } from './errors.js';
import { statusToCanonicalCode, TWILIO_CODES } from './twilio-codes.js';

/** An error as it is answered. */
export interface Problem {
  readonly status: number;
  readonly code: CanonicalCode;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  /** When to come back, in seconds. */
  readonly retryAfter?: number;
}

/** What each error of `entities` means over REST. */
export const ENTITY_CODES: Readonly<Record<EntityErrorCode, CanonicalCode>> = {
  UNKNOWN_ENTITY_TYPE: 'NOT_FOUND',
  UNKNOWN_ACTION: 'NOT_FOUND',
  UNSUPPORTED_OPERATION: 'INVALID_ARGUMENT',
  OPERATION_NOT_ALLOWED: 'FAILED_PRECONDITION',
  ACTION_NOT_ALLOWED: 'FAILED_PRECONDITION',
  INVALID_ALLOW_LIST: 'INVALID_ARGUMENT',
  INVALID_KEY: 'INVALID_ARGUMENT',
  INVALID_INPUT: 'INVALID_ARGUMENT',
  INVALID_CONDITION: 'INVALID_ARGUMENT',
  BULK_NOT_ALLOWED: 'FAILED_PRECONDITION',
  INVALID_SORT: 'INVALID_ARGUMENT',
  INVALID_PAGE_SIZE: 'INVALID_ARGUMENT',
  INVALID_PAGE_TOKEN: 'INVALID_ARGUMENT',
  TOO_MANY_REQUESTS: 'FAILED_PRECONDITION',
  RESULT_TOO_LARGE: 'FAILED_PRECONDITION',
  NOT_FOUND: 'NOT_FOUND',
  UNREADABLE_ANSWER: 'INTERNAL',
  OUTCOME_UNKNOWN: 'UNKNOWN',
};

/** What each refusal of the scheduler means over REST. */
export const SCHEDULER_CODES: Readonly<Record<SchedulerErrorCode, CanonicalCode>> = {
  QUEUE_FULL: 'RESOURCE_EXHAUSTED',
  DEADLINE_EXCEEDED: 'RESOURCE_EXHAUSTED',
  DRAINING: 'UNAVAILABLE',
  INVALID_OPTIONS: 'INTERNAL',
};

/** What each failure of the client means over REST, save Twilio's own answers. */
export const CLIENT_CODES = {
  CONNECTION: 'UNAVAILABLE',
  TIMEOUT: 'DEADLINE_EXCEEDED',
  UNREADABLE_RESPONSE: 'INTERNAL',
  // Never UNAVAILABLE, which clients repeat by themselves.
  OUTCOME_UNKNOWN: 'UNKNOWN',
  INVALID_REQUEST: 'INVALID_ARGUMENT',
} as const satisfies Readonly<Record<string, CanonicalCode>>;

/** What a secret that cannot be had means over REST: its connection cannot work until somebody sees to it. */
export const SECRET_CODES: Readonly<Record<SecretErrorCode, CanonicalCode>> = {
  SECRET_NOT_FOUND: 'FAILED_PRECONDITION',
  SECRET_DISABLED: 'FAILED_PRECONDITION',
  SECRET_DESTROYED: 'FAILED_PRECONDITION',
  SECRET_UNREADABLE: 'FAILED_PRECONDITION',
  SECRET_UNAVAILABLE: 'UNAVAILABLE',
};

/** Turns any error into what the caller may know of it. One that nobody foresaw says nothing of itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RestError) {
    const { code, status, message, reason, details, retryAfterMs } = error;
    return withRetry({ status, code, message, details: [ours(reason), ...details] }, retryAfterMs);
  }
  if (isEntityError(error)) {
    const { position, violations, cause } = error;
    const details = [
      ours(error.code, position === undefined ? {} : { position: String(position) }),
      ...(violations.length > 0 ? [badRequest(violations)] : []),
      ...(isTwilioError(cause) && cause.code === 'API_ERROR' ? twilioDetails(cause as TwilioApiError) : []),
    ];
    return problem(ENTITY_CODES[error.code], error.message, details);
  }
  if (isSchedulerError(error)) {
    return withRetry(problem(SCHEDULER_CODES[error.code], error.message, [ours(error.code)]), error.retryAfterMs);
  }
  if (error instanceof SecretError) return problem(SECRET_CODES[error.code], error.message, [ours(error.code)]);
  if (isTwilioError(error)) {
    if (error.code === 'API_ERROR') return fromTwilio(error as TwilioApiError);
    return problem(CLIENT_CODES[error.code], error.message, [ours(error.code)]);
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return problem('DEADLINE_EXCEEDED', 'The call took longer than it may.', [ours('TIMEOUT')]);
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return problem('CANCELLED', 'The caller went away before the answer was complete.', [ours('CANCELLED')]);
  }
  return problem('INTERNAL', 'The connector failed; its log says why.', [ours('INTERNAL')]);
}

/** Google's error envelope. */
export function toEnvelope({ status, code, message, details }: Problem) {
  return { error: { code: status, message, status: code, details } };
}

function fromTwilio(error: TwilioApiError): Problem {
  const { status, twilioCode, message, retryAfterMs } = error;
  const code = (twilioCode !== undefined && TWILIO_CODES[twilioCode]) || statusToCanonicalCode(status);
  const answer = problem(code, message, twilioDetails(error));
  return code === 'RESOURCE_EXHAUSTED' ? withRetry(answer, retryAfterMs ?? 1000) : answer;
}

function twilioDetails({ status, twilioCode, message, requestId, moreInfo }: TwilioApiError): ErrorDetail[] {
  const metadata = {
    ...(twilioCode !== undefined && { code: String(twilioCode) }),
    status: String(status),
    message,
    ...(requestId && { requestId }),
  };
  const info = errorInfo('twilio.com', twilioCode === undefined ? `HTTP_${status}` : `TWILIO_${twilioCode}`, metadata);
  if (!moreInfo) return [info];
  const links = [{ description: 'What Twilio says about this error', url: moreInfo }];
  return [info, { '@type': 'type.googleapis.com/google.rpc.Help', links }];
}

function problem(code: CanonicalCode, message: string, details: readonly ErrorDetail[]): Problem {
  return { status: HTTP_STATUS[code], code, message, details };
}

function withRetry(answer: Problem, retryAfterMs: number | undefined): Problem {
  if (retryAfterMs === undefined) return answer;
  const retryDelay = `${(retryAfterMs / 1000).toFixed(3).replace(/\.?0+$/, '')}s`;
  const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay };
  return { ...answer, details: [...answer.details, info], retryAfter: Math.max(1, Math.ceil(retryAfterMs / 1000)) };
}

function ours(reason: string, metadata: Readonly<Record<string, string>> = {}): ErrorDetail {
  return errorInfo('twilio-connector', reason, metadata);
}

function errorInfo(domain: string, reason: string, metadata: Readonly<Record<string, string>>): ErrorDetail {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata };
}
