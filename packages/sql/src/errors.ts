/** What an error says besides its message, in the fields that PostgreSQL's clients know. */
export interface SqlErrorDetails {
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** Where in the statement, in characters from 1, if it is a syntax error or an unknown table. */
  readonly position?: number | undefined;
  readonly cause?: unknown;
}

const MARKER = Symbol.for('@twilio-connector/sql/error');

/** Every error of this package: refused statements, errors of PostgreSQL, exceeded budgets and cancelled queries. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly [MARKER] = true;
  /** PostgreSQL's five-character code, such as `42601` for a syntax error. */
  readonly sqlState: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly position: number | undefined;

  constructor(sqlState: string, message: string, { cause, ...details }: SqlErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.sqlState = sqlState;
    this.detail = details.detail;
    this.hint = details.hint;
    this.position = details.position;
  }
}

/** True for every error of this package, including errors from a second installed copy of it. */
export function isSqlError(value: unknown): value is SqlError {
  return value instanceof Error && MARKER in value;
}

/** The error of a query that its caller cancelled, or whose time is over. */
export function cancelled(reason: unknown): SqlError {
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError';
  const why = isTimeout ? 'due to statement timeout' : 'due to user request';
  return new SqlError('57014', `canceling statement ${why}`, { cause: reason });
}

/** The error of something that PostgreSQL has, and this database does not. */
export const notSupported = (message: string): SqlError => new SqlError('0A000', message);

/** The same error with another detail. */
export const withDetail = ({ sqlState, message, hint, position, cause }: SqlError, detail: string): SqlError =>
  new SqlError(sqlState, message, { detail, hint, position, cause });
