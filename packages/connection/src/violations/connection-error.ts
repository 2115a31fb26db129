import type { FieldViolation } from './field-violation.js';

/** What went wrong, for programs. */
export type ConnectionErrorCode = 'INVALID_CONNECTION' | 'INVALID_RESOURCE_NAME' | 'INVALID_STATE_CHANGE';

const MARKER = Symbol.for('@twilio-connector/connection/error');

/** The error of this package. Neither its message nor its violations repeat a value that was refused. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly [MARKER] = true;
  readonly code: ConnectionErrorCode;
  /** What is wrong, field by field; empty for `INVALID_STATE_CHANGE`. */
  readonly violations: readonly FieldViolation[];

  constructor(code: ConnectionErrorCode, message: string, violations: readonly FieldViolation[] = []) {
    super(message);
    this.code = code;
    this.violations = violations;
  }
}

/** True for every error of this package, also for one made by a second installed copy of it. */
export function isConnectionError(value: unknown): value is ConnectionError {
  return value instanceof Error && MARKER in value;
}

/** An error that says all violations in its message. */
export function toConnectionError(code: ConnectionErrorCode, what: string, violations: readonly FieldViolation[]) {
  const sentences = violations.map(({ description }) => description).join(' ');
  return new ConnectionError(code, `${what}: ${sentences}`, violations);
}
