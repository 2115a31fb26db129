import type { FieldViolation } from './field-violation.js';

/** Error codes for programs. */
export type ConnectionErrorCode = 'INVALID_CONNECTION' | 'INVALID_RESOURCE_NAME' | 'INVALID_STATE_CHANGE';

const MARKER = Symbol.for('@twilio-connector/connection/error');

/** Every error that this package throws. Neither the message nor the violations repeat a rejected value. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly [MARKER] = true;
  readonly code: ConnectionErrorCode;
  /** All violations, field by field; empty for `INVALID_STATE_CHANGE`. */
  readonly violations: readonly FieldViolation[];

  constructor(code: ConnectionErrorCode, message: string, violations: readonly FieldViolation[] = []) {
    super(message);
    this.code = code;
    this.violations = violations;
  }
}

/** Recognizes every error of this package, including errors from a second installed copy. */
export function isConnectionError(value: unknown): value is ConnectionError {
  return value instanceof Error && MARKER in value;
}

/** Creates an error whose message is the summary followed by the description of every violation. */
export function toConnectionError(code: ConnectionErrorCode, summary: string, violations: readonly FieldViolation[]) {
  const descriptions = violations.map(({ description }) => description).join(' ');
  return new ConnectionError(code, `${summary}: ${descriptions}`, violations);
}
