import type { Problem } from '@twilio-connector/postgres-wire';
import { type Failure, toFailure } from '../calls/failure.js';
import { type CanonicalCode, ConnectorError } from '../errors.js';

/**
 * PostgreSQL's code for each of Google's (https://www.postgresql.org/docs/18/errcodes-appendix.html). None is of class 40, after which
 * frameworks repeat a transaction on their own, or of class 08, after which pools give up a connection that is sound.
 */
export const SQL_STATES: Readonly<Record<CanonicalCode, string>> = {
  INVALID_ARGUMENT: '22023',
  FAILED_PRECONDITION: '55000',
  UNAUTHENTICATED: '28000',
  PERMISSION_DENIED: '42501',
  NOT_FOUND: '02000',
  ALREADY_EXISTS: '23505',
  ABORTED: '55000',
  RESOURCE_EXHAUSTED: '53000',
  CANCELLED: '57014',
  // A write that may have been carried out: not one of PostgreSQL's codes.
  UNKNOWN: 'TW001',
  INTERNAL: 'XX000',
  UNIMPLEMENTED: '0A000',
  UNAVAILABLE: '58000',
  DEADLINE_EXCEEDED: '57014',
};

/** PostgreSQL's codes for reasons that its clients know better than by Google's code. */
const REASONS: Readonly<Record<string, string>> = {
  UNKNOWN_CONNECTION: '3D000',
  TOO_MANY_FAILED_LOGINS: '53300',
};

/** Reasons after which a client must log in again. */
const FATAL = new Set(['TOKEN_REVOKED']);

/** A call that failed, as clients of PostgreSQL see it. */
export class FailedStatement extends Error {
  override readonly name = 'FailedStatement';
  readonly problem: Problem;

  constructor(problem: Problem, cause: unknown) {
    super(problem.message, { cause });
    this.problem = problem;
  }
}

/** The error of a call for its client. */
export function toFailedStatement(failure: Failure, error: unknown, callId: string): FailedStatement {
  const cause = error instanceof ConnectorError ? error.cause : undefined;
  const problem = sqlProblemOf(cause) ?? { ...failureProblem(failure), detail: `The call has the id ${callId}.` };
  return new FailedStatement(problem, error);
}

/** The error of a statement that was sent together with earlier ones. PostgreSQL would undo what they wrote. */
export function afterWrites(error: unknown, writes: number): FailedStatement {
  const problem = toProblem(error);
  const sentence = `${writes === 1 ? 'One statement that was' : `${writes} statements that were`} sent together with this one wrote before it. That is not undone.`;
  return new FailedStatement({ ...problem, detail: [problem.detail, sentence].filter(Boolean).join(' ') }, error);
}

/** What a client sees of any error. */
export function toProblem(error: unknown): Problem {
  if (error instanceof FailedStatement) return error.problem;
  return sqlProblemOf(error) ?? failureProblem(toFailure(error));
}

function failureProblem({ code, reason, message }: Failure): Problem {
  const hint = reason === 'UNKNOWN_CONNECTION' ? 'The database is the connection, such as twilio.' : undefined;
  return { sqlState: REASONS[reason] ?? SQL_STATES[code], message, hint, isFatal: FATAL.has(reason) };
}

/** An error of the SQL package, which is not loaded to find out. */
function sqlProblemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('sqlState' in error)) return undefined;
  const { sqlState, message, detail, hint, position } = error as Error & Problem;
  return { sqlState, message, detail, hint, position };
}
