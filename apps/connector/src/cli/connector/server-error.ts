/** One thing that is wrong with one field of what was sent. */
interface Violation {
  readonly field: string;
  readonly description: string;
}

/** An error as a connector answers it, or an operation ends with it. */
export interface ErrorAnswer {
  readonly message: string;
  readonly details?: readonly {
    readonly reason?: string;
    readonly fieldViolations?: readonly Violation[];
    readonly value?: unknown;
  }[];
}

/** An error that a connector answered, or why it gave no answer. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  /** Its machine-readable reason, such as `INVALID_CONDITION`. */
  readonly code: string;
  readonly violations: readonly Violation[];
  /** Whether the connector said so itself. */
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

/** The error that an answer holds. @param fallback its code where the answer gives no reason */
export function toServerError({ message, details = [] }: ErrorAnswer, fallback: string): ServerError {
  const reason = details.find((detail) => detail.reason)?.reason ?? fallback;
  const violations = details.flatMap(({ fieldViolations = [] }) => fieldViolations);
  return new ServerError(message, reason, { violations, isAnswer: true });
}
