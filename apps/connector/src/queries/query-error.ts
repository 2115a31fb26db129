import type { SqlError } from '@twilio-connector/sql';
import { badRequest, type CanonicalCode, ConnectorError } from '../errors.js';

/** Google's code and a reason for each class of PostgreSQL's codes, longest first. */
const CODES: readonly (readonly [sqlState: string, code: CanonicalCode, reason: string])[] = [
  ['53400', 'FAILED_PRECONDITION', 'TOO_MANY_REQUESTS'],
  ['55000', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
  ['57014', 'CANCELLED', 'CANCELLED'],
  ['0A', 'INVALID_ARGUMENT', 'UNSUPPORTED_QUERY'],
  ['22', 'INVALID_ARGUMENT', 'INVALID_QUERY'],
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
  const { sqlState, message, detail, hint, position } = error;
  const [, code, reason] = isTimeout(error)
    ? TIMEOUT
    : (CODES.find(([start]) => sqlState.startsWith(start)) ?? ['', 'INTERNAL', 'INTERNAL']);
  const where = position === undefined ? '' : ` at position ${position}`;
  const sentences = [`${message.replace(/\.$/, '')}${where} (${sqlState}).`, hint, detail].filter(
    (sentence) => sentence !== undefined,
  );
  const text = sentences.join(' ');
  const details = code === 'INVALID_ARGUMENT' ? [badRequest([{ field: 'query', description: message }])] : [];
  return new ConnectorError(code, text, { reason, details, cause: error });
}
