/** What is wrong, as PostgreSQL's clients show it. */
export interface Problem {
  /** PostgreSQL's five-character code; see https://www.postgresql.org/docs/current/errcodes-appendix.html. */
  readonly sqlState: string;
  readonly message: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** Where in the statement, in characters from 1. */
  readonly position?: number | undefined;
  /** Whether the connection ends with it. */
  readonly isFatal?: boolean | undefined;
}

/** An error of this package: a message that breaks the protocol, a refused login, or something that is not supported. */
export class WireError extends Error implements Problem {
  override readonly name = 'WireError';
  readonly sqlState: string;
  readonly hint: string | undefined;

  constructor(sqlState: string, message: string, hint?: string) {
    super(message);
    this.sqlState = sqlState;
    this.hint = hint;
  }
}

/** The error for a message that breaks the protocol. The connection cannot be used afterwards. */
export class ProtocolViolation extends WireError {
  constructor(message: string) {
    super('08P01', message);
  }
}
