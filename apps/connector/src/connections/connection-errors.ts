import type { Connection, FieldViolation } from '@twilio-connector/connection';
import { badRequest, ConnectorError } from '../errors.js';

/** A connection, or a change of one, that breaks rules: all of them are told. Repeats no value. */
export function invalidConnection(what: string, violations: readonly FieldViolation[]): ConnectorError {
  const sentences = violations.map(({ description }) => description).join(' ');
  return new ConnectorError('INVALID_ARGUMENT', `${what} is not valid: ${sentences}`, {
    reason: 'INVALID_CONNECTION',
    details: [badRequest(violations)],
  });
}

/** A connection that there is not. */
export function unknownConnection(name: string): ConnectorError {
  const message = `There is no connection ${JSON.stringify(name)}; connections.list names those that there are.`;
  return new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_CONNECTION' });
}

/** A connection that another change keeps from this one, or from work. */
export function busyConnection({ status: { state } }: Connection): ConnectorError {
  const message = `The connection is ${state}: another change is under way. Wait for it, then try again.`;
  return new ConnectorError('FAILED_PRECONDITION', message, { reason: 'CONNECTION_BUSY' });
}

/** A connection that its administrators keep from being changed. */
export function lockedConnection({ lockConfig }: Connection): ConnectorError {
  const why = lockConfig?.reason ? ` It is locked because: ${lockConfig.reason}` : '';
  const message = `The connection is locked; unlock it first (updateMask=lock_config).${why}`;
  return new ConnectorError('FAILED_PRECONDITION', message, { reason: 'CONNECTION_LOCKED' });
}
