import { isTwilioError, type ProxyProblem, type TwilioApiError, type TwilioProxyError } from '@twilio-connector/client';
import { type EntityError, type EntityErrorCode, isEntityError } from '@twilio-connector/entities';
import { isSchedulerError, type SchedulerErrorCode } from '@twilio-connector/scheduler';
import { SecretError, type SecretErrorCode } from '../secrets/errors.js';
import { badRequest, type CanonicalCode, ConnectorError, type ErrorDetail } from '../errors.js';
import { statusToCanonicalCode, TWILIO_CODES } from './twilio-codes.js';

/** A failed call as its caller sees it over every front, without a stack trace or secrets. */
export interface Failure {
  readonly code: CanonicalCode;
  /** The machine-readable reason, in upper snake case. */
  readonly reason: string;
  readonly message: string;
  /** `google.rpc` details; the first is an `ErrorInfo` with the reason. */
  readonly details: readonly ErrorDetail[];
  /** How long to wait before a retry. */
  readonly retryAfterMs?: number;
}

/** Google's code for each error of `entities`. */
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
  INCOMPLETE_LIST: 'FAILED_PRECONDITION',
  NOT_FOUND: 'NOT_FOUND',
  UNREADABLE_ANSWER: 'INTERNAL',
  OUTCOME_UNKNOWN: 'UNKNOWN',
};

/** Google's code for each error of the scheduler. */
export const SCHEDULER_CODES: Readonly<Record<SchedulerErrorCode, CanonicalCode>> = {
  QUEUE_FULL: 'RESOURCE_EXHAUSTED',
  DEADLINE_EXCEEDED: 'RESOURCE_EXHAUSTED',
  DRAINING: 'UNAVAILABLE',
  INVALID_OPTIONS: 'INTERNAL',
};

/** Google's code for each problem of a proxy. One that only a change of its configuration solves is FAILED_PRECONDITION. */
export const PROXY_CODES: Readonly<Record<ProxyProblem, CanonicalCode>> = {
  UNRESOLVABLE: 'UNAVAILABLE',
  UNREACHABLE: 'UNAVAILABLE',
  TIMED_OUT: 'UNAVAILABLE',
  TLS_FAILED: 'UNAVAILABLE',
  AUTHENTICATION_REQUIRED: 'FAILED_PRECONDITION',
  CREDENTIALS_REJECTED: 'FAILED_PRECONDITION',
  UNSUPPORTED_SCHEME: 'FAILED_PRECONDITION',
  FORBIDDEN: 'FAILED_PRECONDITION',
  TARGET_UNREACHABLE: 'UNAVAILABLE',
  TARGET_TLS_FAILED: 'UNAVAILABLE',
  CONNECTION_LOST: 'UNAVAILABLE',
  INVALID_RESPONSE: 'UNAVAILABLE',
  UNEXPECTED_STATUS: 'UNAVAILABLE',
};

/** Google's code for each error of the client, except errors that Twilio or a proxy answered. */
export const CLIENT_CODES = {
  CONNECTION: 'UNAVAILABLE',
  TIMEOUT: 'DEADLINE_EXCEEDED',
  UNREADABLE_RESPONSE: 'INTERNAL',
  // Not UNAVAILABLE: clients retry it automatically.
  OUTCOME_UNKNOWN: 'UNKNOWN',
  INVALID_REQUEST: 'INVALID_ARGUMENT',
} as const satisfies Readonly<Record<string, CanonicalCode>>;

/** Google's code for each error of a secret. Most need an operator, so they are FAILED_PRECONDITION. */
export const SECRET_CODES: Readonly<Record<SecretErrorCode, CanonicalCode>> = {
  SECRET_NOT_FOUND: 'FAILED_PRECONDITION',
  SECRET_DISABLED: 'FAILED_PRECONDITION',
  SECRET_DESTROYED: 'FAILED_PRECONDITION',
  SECRET_UNREADABLE: 'FAILED_PRECONDITION',
  SECRET_MALFORMED: 'FAILED_PRECONDITION',
  SECRET_UNUSABLE: 'FAILED_PRECONDITION',
  SECRET_UNAVAILABLE: 'UNAVAILABLE',
};

/**
 * Converts any error to a failure. An unexpected error becomes INTERNAL without any details.
 *
 * @param caller aborted if the caller disconnected; an unexpected error is then a consequence of that
 */
export function toFailure(error: unknown, caller?: AbortSignal): Failure {
  const failure = classify(error);
  return failure.code === 'INTERNAL' && caller?.aborted ? CANCELLED : failure;
}

/** A failure as an error again. */
export function fromFailure(
  { code, reason, message, details, retryAfterMs }: Failure,
  options: ErrorOptions & Pick<ConnectorError, 'facts'>,
): ConnectorError {
  return new ConnectorError(code, message, {
    reason,
    // These are made from the reason, and from the time.
    details: details.filter(({ '@type': type, domain }) => domain !== OUR_DOMAIN && type !== RETRY_INFO),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...options,
  });
}

const OUR_DOMAIN = 'twilio-connector';
const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

const CANCELLED = fail('CANCELLED', 'CANCELLED', 'The caller disconnected before the answer was complete.');

function classify(error: unknown): Failure {
  if (error instanceof ConnectorError) {
    const { code, message, reason, details, facts, retryAfterMs } = error;
    return withRetry({ code, reason, message, details: [ourInfo(reason, facts), ...details] }, retryAfterMs);
  }
  if (isEntityError(error)) return fromEntities(error);
  if (isSchedulerError(error)) {
    return withRetry(fail(SCHEDULER_CODES[error.code], error.code, error.message), error.retryAfterMs);
  }
  if (error instanceof SecretError) return fail(SECRET_CODES[error.code], error.code, error.message);
  if (isTwilioError(error)) {
    if (error.code === 'API_ERROR') return fromTwilio(error as TwilioApiError);
    if (error.code === 'PROXY') return fromProxy(error as TwilioProxyError);
    return fail(CLIENT_CODES[error.code], error.code, error.message);
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return fail('DEADLINE_EXCEEDED', 'TIMEOUT', 'The call exceeded its time limit.');
  }
  if (error instanceof Error && error.name === 'AbortError') return CANCELLED;
  return fail('INTERNAL', 'INTERNAL', 'Internal error of the connector. Its log has the cause.');
}

function fromEntities(error: EntityError): Failure {
  const { code, message, position, violations, cause } = error;
  const twilio = isTwilioError(cause) && cause.code === 'API_ERROR' ? twilioDetails(cause as TwilioApiError) : [];
  return {
    code: ENTITY_CODES[code],
    reason: code,
    message,
    details: [
      ourInfo(code, position === undefined ? {} : { position: String(position) }),
      ...(violations.length > 0 ? [badRequest(violations)] : []),
      ...twilio,
    ],
  };
}

function fromTwilio(error: TwilioApiError): Failure {
  const { status, twilioCode, message, retryAfterMs } = error;
  const code = (twilioCode !== undefined && TWILIO_CODES[twilioCode]) || statusToCanonicalCode(status);
  const failure = { code, reason: twilioReason(error), message, details: twilioDetails(error) };
  return code === 'RESOURCE_EXHAUSTED' ? withRetry(failure, retryAfterMs ?? 1000) : failure;
}

function fromProxy({ problem, message }: TwilioProxyError): Failure {
  return fail(PROXY_CODES[problem], `PROXY_${problem}`, message);
}

function twilioReason({ status, twilioCode }: TwilioApiError): string {
  return twilioCode === undefined ? `HTTP_${status}` : `TWILIO_${twilioCode}`;
}

function twilioDetails(error: TwilioApiError): ErrorDetail[] {
  const { status, twilioCode, message, requestId, moreInfo } = error;
  const info = errorInfo('twilio.com', twilioReason(error), {
    ...(twilioCode !== undefined && { code: String(twilioCode) }),
    status: String(status),
    message,
    ...(requestId && { requestId }),
  });
  if (!moreInfo) return [info];
  const links = [{ description: 'Twilio’s page about this error', url: moreInfo }];
  return [info, { '@type': 'type.googleapis.com/google.rpc.Help', links }];
}

function fail(code: CanonicalCode, reason: string, message: string): Failure {
  return { code, reason, message, details: [ourInfo(reason)] };
}

function withRetry(failure: Failure, retryAfterMs: number | undefined): Failure {
  if (retryAfterMs === undefined) return failure;
  const retryDelay = `${(retryAfterMs / 1000).toFixed(3).replace(/\.?0+$/, '')}s`;
  const info = { '@type': RETRY_INFO, retryDelay };
  return { ...failure, details: [...failure.details, info], retryAfterMs };
}

function ourInfo(reason: string, metadata: Readonly<Record<string, string>> = {}): ErrorDetail {
  return errorInfo(OUR_DOMAIN, reason, metadata);
}

function errorInfo(domain: string, reason: string, metadata: Readonly<Record<string, string>>): ErrorDetail {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata };
}
