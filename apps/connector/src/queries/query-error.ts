import type { SqlError, WriteError } from '@twilio-connector/sql';
import { fromFailure, toFailure } from '../calls/failure.js';
import { badRequest, type CanonicalCode, ConnectorError } from '../errors.js';

/** Google's code and a reason for each class of PostgreSQL's codes, longest first. */
export const QUERY_CODES: readonly (readonly [sqlState: string, code: CanonicalCode, reason: string])[] = [
  ['53400', 'FAILED_PRECONDITION', 'TOO_MANY_REQUESTS'],
  ['55000', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['57014', 'CANCELLED', 'CANCELLED'],
  ['TW001', 'UNKNOWN', 'OUTCOME_UNKNOWN'],
  ['0A', 'INVALID_ARGUMENT', 'UNSUPPORTED_QUERY'],
  ['21', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['22', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['23', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['25', 'FAILED_PRECONDITION', 'INVALID_TRANSACTION'],
  ['34', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['3B', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['42', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['53', 'RESOURCE_EXHAUSTED', 'RESOURCE_EXHAUSTED'],
  ['54', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['55P02', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
];

const TIMEOUT = ['57014', 'DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED'] as const;

const isTimeout = ({ cause }: SqlError): boolean => cause instanceof Error && cause.name === 'TimeoutError';

/** The error of a query as its callers see it: with PostgreSQL's code, and the place in the statement. */
export function toConnectorError(error: SqlError): ConnectorError {
  return 'report' in error ? ofWrite(error as WriteError) : ofStatement(error);
}

/**
 * The error of a write that stopped midway, with what became of each row. It has no code after which clients try again on their
 * own, unless nothing was written. If there is only one row and it was attempted, it fails as it does over REST.
 */
function ofWrite(error: WriteError): ConnectorError {
  const { report, cause, sqlState } = error;
  const { code, message, reason, facts } = ofStatement(error);
  const isStarted = report.rows.some(({ status }) => status === 'done');
  const [first] = report.rows;
  const isOnly = report.rows.length === 1 && first?.status !== 'not attempted';
  if (!isStarted && cause !== undefined && isOnly) {
    return fromFailure(toFailure(cause), { facts, cause: error });
  }
  const details = [{ '@type': STRUCT, value: report }];
  if (sqlState === OUTCOME_UNKNOWN) return new ConnectorError(code, message, { reason, details, facts, cause: error });
  // Before the first row is written, the cause says more.
  const failure = isStarted
    ? ({ code: 'ABORTED', reason: 'WRITE_INCOMPLETE' } as const)
    : cause === undefined
      ? { code, reason }
      : toFailure(cause);
  return new ConnectorError(failure.code, message, { reason: failure.reason, details, facts, cause: error });
}

const OUTCOME_UNKNOWN = 'TW001';
const STRUCT = 'type.googleapis.com/google.protobuf.Struct';

function ofStatement(error: SqlError): ConnectorError {
  const { sqlState, message, detail, hint, position } = error;
  const [, code, reason] = isTimeout(error)
    ? TIMEOUT
    : (QUERY_CODES.find(([start]) => sqlState.startsWith(start)) ?? ['', 'INTERNAL', 'INTERNAL']);
  const where = position === undefined ? '' : ` at position ${position}`;
  const sentences = [`${message.replace(/\.$/, '')}${where} (${sqlState}).`, hint, detail].filter(
    (sentence) => sentence !== undefined,
  );
  const text = sentences.join(' ');
  const details = code === 'INVALID_ARGUMENT' ? [badRequest([{ field: 'query', description: message }])] : [];
  const facts = { sqlState, ...(position !== undefined && { position: String(position) }) };
  return new ConnectorError(code, text, { reason, details, facts, cause: error });
}
