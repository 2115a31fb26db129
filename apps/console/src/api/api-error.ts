/** One finding of the server about a field of a request. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

interface ErrorDetail {
  readonly '@type': string;
  readonly reason?: string;
  readonly requestId?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly fieldViolations?: readonly FieldViolation[];
  /** How far a call has come that was carried out in part. */
  readonly value?: unknown;
  readonly links?: readonly { readonly description?: string; readonly url?: string }[];
}

/** Google's error envelope. */
export interface ErrorBody {
  readonly error?: {
    readonly message?: string;
    readonly status?: string;
    readonly details?: readonly ErrorDetail[];
  };
}

/** The server refused a call, or failed to carry it out. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** Google's canonical code, such as `PERMISSION_DENIED`. */
  readonly code: string;
  /** The reason of `google.rpc.ErrorInfo`, such as `UNKNOWN_CONNECTION`. */
  readonly reason: string;
  /** Facts about the reason, such as the `position` of a mistake in a condition. */
  readonly facts: Readonly<Record<string, string>>;
  readonly violations: readonly FieldViolation[];
  readonly callId: string | undefined;
  readonly details: readonly ErrorDetail[];

  constructor(status: number, { error = {} }: ErrorBody) {
    super(error.message ?? `The server answered with status ${status}.`);
    const details = error.details ?? [];
    const info = details.find((detail) => detail.reason !== undefined);
    this.status = status;
    this.code = error.status ?? '';
    this.reason = info?.reason ?? '';
    this.facts = info?.metadata ?? {};
    this.violations = details.flatMap((detail) => detail.fieldViolations ?? []);
    this.callId = details.find((detail) => detail.requestId !== undefined)?.requestId;
    this.details = details;
  }
}

/** No answer arrived, so nobody knows whether a write was carried out. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(cause: unknown) {
    super('The server did not answer. Check the network, and that the server is running.', { cause });
  }
}
