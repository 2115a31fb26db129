/** Google's canonical codes that this server answers, with their HTTP statuses (https://cloud.google.com/apis/design/errors). */
export const HTTP_STATUS = {
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
} as const;

/** A canonical code. */
export type CanonicalCode = keyof typeof HTTP_STATUS;

/** A member of an error's `details`. */
export type ErrorDetail = Readonly<Record<string, unknown>>;

interface RestErrorOptions extends ErrorOptions {
  /** The machine-readable reason, in upper snake case. */
  readonly reason?: string;
  readonly details?: readonly ErrorDetail[];
  /** The HTTP status, where it is not the canonical code's own. */
  readonly status?: number;
  /** When to come back. */
  readonly retryAfterMs?: number;
}

/** A request that this server refuses by itself, before any layer below is asked. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly code: CanonicalCode;
  readonly reason: string;
  readonly status: number;
  readonly details: readonly ErrorDetail[];
  readonly retryAfterMs: number | undefined;

  constructor(code: CanonicalCode, message: string, options: RestErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = options.reason ?? code;
    this.status = options.status ?? HTTP_STATUS[code];
    this.details = options.details ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** `google.rpc.BadRequest`: what is wrong, field by field. */
export function badRequest(
  fieldViolations: readonly { readonly field: string; readonly description: string }[],
): ErrorDetail {
  return { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations };
}
