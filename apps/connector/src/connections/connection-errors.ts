import type { Connection, FieldViolation } from '@twilio-connector/connection';
import { badRequest, ConnectorError } from '../errors.js';

/** An invalid connection, or an invalid change to one. Lists every violation and repeats no value. */
export function invalidConnection(subject: string, violations: readonly FieldViolation[]): ConnectorError {
  const sentences = violations.map(({ description }) => description).join(' ');
  return new ConnectorError('INVALID_ARGUMENT', `${subject} is not valid: ${sentences}`, {
    reason: 'INVALID_CONNECTION',
    details: [badRequest(violations)],
  });
}

export function connectionExists(name: string): ConnectorError {
  const message = `Connection ${JSON.stringify(name)} already exists. Patch it, or choose another name.`;
  return new ConnectorError('ALREADY_EXISTS', message, { reason: 'CONNECTION_EXISTS' });
}

/** A connection with another change in progress. */
export function busyConnection({ status: { state } }: Connection): ConnectorError {
  const message = `The connection is ${state}: another change is in progress. Wait until it is done, then try again.`;
  return new ConnectorError('FAILED_PRECONDITION', message, { reason: 'CONNECTION_BUSY' });
}

/** A connection that changed after the call had read it. */
export function changedConnection(): ConnectorError {
  const message = 'Another change to the connection was completed while this one was validated. Try again.';
  return new ConnectorError('FAILED_PRECONDITION', message, { reason: 'CONNECTION_BUSY' });
}

/** A connection whose `lockConfig` forbids changes. */
export function lockedConnection({ lockConfig }: Connection): ConnectorError {
  const reason = lockConfig?.reason ? ` Reason for the lock: ${lockConfig.reason}` : '';
  const message = `The connection is locked. Unlock it first (updateMask=lock_config).${reason}`;
  return new ConnectorError('FAILED_PRECONDITION', message, { reason: 'CONNECTION_LOCKED' });
}

export function suspendedConnection(): ConnectorError {
  return new ConnectorError('FAILED_PRECONDITION', SUSPENDED, { reason: 'SUSPENDED' });
}

/** Also the answer of a status check, which reports instead of failing. */
export const SUSPENDED = 'The connection is suspended; resume it first.';
