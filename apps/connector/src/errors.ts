/** Google's canonical error codes (https://cloud.google.com/apis/design/errors). Each front decides how it tells them. */
export type CanonicalCode =
  | 'INVALID_ARGUMENT'
  | 'FAILED_PRECONDITION'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'ABORTED'
  | 'RESOURCE_EXHAUSTED'
  | 'CANCELLED'
  | 'UNKNOWN'
  | 'INTERNAL'
  | 'UNIMPLEMENTED'
  | 'UNAVAILABLE'
  | 'DEADLINE_EXCEEDED';

/** One of an error's `details`, as Google's `google.rpc` messages have them. */
export type ErrorDetail = Readonly<Record<string, unknown>>;

/** What is wrong with one field of a request. */
export interface FieldProblem {
  readonly field: string;
  readonly description: string;
}

interface ConnectorErrorOptions extends ErrorOptions {
  /** The machine-readable reason, in upper snake case. Default: the code. */
  readonly reason?: string;
  readonly details?: readonly ErrorDetail[];
  /** How long to wait before a retry. */
  readonly retryAfterMs?: number;
}

/** A call that the connector itself refuses or cannot complete, with a message for the caller. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: CanonicalCode;
  readonly reason: string;
  readonly details: readonly ErrorDetail[];
  readonly retryAfterMs: number | undefined;

  constructor(code: CanonicalCode, message: string, options: ConnectorErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = options.reason ?? code;
    this.details = options.details ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Google's `BadRequest` detail: what is wrong, field by field. */
export function badRequest(fieldViolations: readonly FieldProblem[]): ErrorDetail {
  return { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations };
}

/** The refusal of one parameter; `description` continues a sentence that begins with its name. */
export function invalidParameter(name: string, description: string): ConnectorError {
  return new ConnectorError('INVALID_ARGUMENT', `The parameter ${name} ${description}.`, {
    reason: 'INVALID_PARAMETER',
    details: [badRequest([{ field: name, description }])],
  });
}
