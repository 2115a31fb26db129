import type { SqlError, WriteError } from '@twilio-connector/sql';
import { badRequest, type CanonicalCode, ConnectorError } from '../errors.js';

/** Google's code and a reason for each class of PostgreSQL's codes, longest first. */
const CODES: readonly (readonly [sqlState: string, code: CanonicalCode, reason: string])[] = [
  ['53400', 'FAILED_PRECONDITION', 'TOO_MANY_REQUESTS'],
  ['55000', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['57014', 'DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED'],
  ['TW001', 'UNKNOWN', 'OUTCOME_UNKNOWN'],
  ['0A', 'INVALID_ARGUMENT', 'UNSUPPORTED_QUERY'],
  ['21', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['22', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['23', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['42', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['53', 'RESOURCE_EXHAUSTED', 'RESOURCE_EXHAUSTED'],
  ['54', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
];

/** The error of a query as its callers see it: with PostgreSQL's code, and the place in the statement. */
export function toConnectorError(error: SqlError): Error {
  return 'report' in error ? ofWrite(error as WriteError) : ofStatement(error);
}

/**
 * The error of a write that stopped midway, with what became of each row. It is none that clients try again on their own, unless
 * nothing was written.
 */
function ofWrite(error: WriteError): Error {
  const { report, cause, sqlState } = error;
  const isStarted = report.rows.some(({ status }) => status === 'done');
  // One row fails as it does over REST.
  if (!isStarted && cause instanceof Error && (report.rows.length === 1 || sqlState !== OUTCOME_UNKNOWN)) return cause;
  const { code, message, facts } = ofStatement(error);
  const details = [{ '@type': STRUCT, value: report }];
  if (sqlState !== OUTCOME_UNKNOWN && isStarted) {
    return new ConnectorError('ABORTED', message, { reason: 'WRITE_INCOMPLETE', details, facts, cause: error });
  }
  return new ConnectorError(code, message, { reason: ofStatement(error).reason, details, facts, cause: error });
}

const OUTCOME_UNKNOWN = 'TW001';
const STRUCT = 'type.googleapis.com/google.protobuf.Struct';

function ofStatement(error: SqlError): ConnectorError {
  const { sqlState, message, detail, hint, position } = error;
  const [, code, reason] = CODES.find(([start]) => sqlState.startsWith(start)) ?? ['', 'INTERNAL', 'INTERNAL'];
  const where = position === undefined ? '' : ` at position ${position}`;
  const sentences = [`${message.replace(/\.$/, '')}${where} (${sqlState}).`, detail, hint].filter(
    (sentence) => sentence !== undefined,
  );
  const text = sentences.join(' ');
  const details = code === 'INVALID_ARGUMENT' ? [badRequest([{ field: 'query', description: message }])] : [];
  const facts = { sqlState, ...(position !== undefined && { position: String(position) }) };
  return new ConnectorError(code, text, { reason, details, facts, cause: error });
}
