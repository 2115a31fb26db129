/** Google's canonical error codes (https://cloud.google.com/apis/design/errors). Each front decides how to render them. */
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

/** One of an error's `details`: a `google.rpc` message as JSON. */
export type ErrorDetail = Readonly<Record<string, unknown>>;

/** A problem with one field of a request. */
export interface FieldProblem {
  readonly field: string;
  readonly description: string;
}

interface ConnectorErrorOptions extends ErrorOptions {
  /** The machine-readable reason, in upper snake case. Default: the code. */
  readonly reason?: string;
  readonly details?: readonly ErrorDetail[];
  /** Facts about the reason for programs, such as the `position` of a mistake. They are the `metadata` of ErrorInfo. */
  readonly facts?: Readonly<Record<string, string>>;
  /** The time to wait before a retry. */
  readonly retryAfterMs?: number;
}

/** A call that the connector refuses or cannot complete. The message is shown to the caller. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: CanonicalCode;
  readonly reason: string;
  readonly details: readonly ErrorDetail[];
  readonly facts: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | undefined;

  constructor(code: CanonicalCode, message: string, options: ConnectorErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = options.reason ?? code;
    this.details = options.details ?? [];
    this.facts = options.facts ?? {};
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Google's `BadRequest` detail: a list of problems by field. */
export function badRequest(fieldViolations: readonly FieldProblem[]): ErrorDetail {
  return { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations };
}

/** The error for an invalid parameter; `description` continues the sentence "The parameter {name} …". */
export function invalidParameter(name: string, description: string): ConnectorError {
  return new ConnectorError('INVALID_ARGUMENT', `The parameter ${name} ${description}.`, {
    reason: 'INVALID_PARAMETER',
    details: [badRequest([{ field: name, description }])],
  });
}

/** The error for an invalid member of a body; `description` continues the sentence "The member {field} …". */
export function invalidMember(field: string, description: string): ConnectorError {
  return new ConnectorError('INVALID_ARGUMENT', `The member ${field} ${description}.`, {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field, description }])],
  });
}
