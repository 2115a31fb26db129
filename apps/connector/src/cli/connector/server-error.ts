/** One invalid field of a request. */
interface Violation {
  readonly field: string;
  readonly description: string;
}

/** The error of a response or of a long-running operation. */
export interface ErrorAnswer {
  readonly message: string;
  readonly details?: readonly {
    readonly reason?: string;
    readonly fieldViolations?: readonly Violation[];
    readonly value?: unknown;
  }[];
}

/** An error from a connector, or the reason why there is no response from it. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  /** Its machine-readable reason, such as `INVALID_CONDITION`. */
  readonly code: string;
  readonly violations: readonly Violation[];
  /** Whether the error came from the connector. */
  readonly isAnswer: boolean;

  constructor(
    message: string,
    code: string,
    {
      violations = [],
      isAnswer = false,
    }: { readonly violations?: readonly Violation[]; readonly isAnswer?: boolean } = {},
  ) {
    super(message);
    this.code = code;
    this.violations = violations;
    this.isAnswer = isAnswer;
  }
}

/** @param fallback the code of an error without a reason */
export function toServerError({ message, details = [] }: ErrorAnswer, fallback: string): ServerError {
  const reason = details.find((detail) => detail.reason)?.reason ?? fallback;
  const violations = details.flatMap(({ fieldViolations = [] }) => fieldViolations);
  return new ServerError(message, reason, { violations, isAnswer: true });
}
