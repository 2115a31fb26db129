import { expect, test } from 'vitest';
import { connectionOf, NAME } from '../../test/connection-parts.js';
import {
  busyConnection,
  changedConnection,
  connectionExists,
  invalidConnection,
  lockedConnection,
  suspendedConnection,
} from './connection-errors.js';

const lockedFor = (reason?: string) => connectionOf({ lockConfig: { locked: true, ...(reason && { reason }) } });

test.each([
  [
    () => connectionExists(NAME),
    'ALREADY_EXISTS',
    'CONNECTION_EXISTS',
    `Connection "${NAME}" already exists. Patch it`,
  ],
  [
    () => busyConnection(connectionOf({ status: { state: 'UPDATING' } })),
    'FAILED_PRECONDITION',
    'CONNECTION_BUSY',
    'The connection is UPDATING: another change is in progress. Wait until it is done',
  ],
  [() => changedConnection(), 'FAILED_PRECONDITION', 'CONNECTION_BUSY', 'while this one was validated. Try again.'],
  [
    () => lockedConnection(lockedFor('audit')),
    'FAILED_PRECONDITION',
    'CONNECTION_LOCKED',
    'Unlock it first (updateMask=lock_config). Reason for the lock: audit',
  ],
  [() => suspendedConnection(), 'FAILED_PRECONDITION', 'SUSPENDED', 'The connection is suspended; resume it first.'],
])('%s returns an error with the code %s and the reason %s that says what to do', (errorOf, code, reason, text) => {
  expect(errorOf()).toMatchObject({ code, reason, message: expect.stringContaining(text) });
});

test('a lock without a reason is told without one', () => {
  for (const connection of [lockedFor(), connectionOf()]) {
    expect(lockedConnection(connection).message).toMatch(/\(updateMask=lock_config\)\.$/);
  }
});

test('an invalid connection lists every violation as a sentence and as a detail', () => {
  const violations = [
    { field: 'labels', description: 'labels is too long.' },
    { field: 'nodeConfig', description: 'nodeConfig is missing.' },
  ];
  expect(invalidConnection('The change', violations)).toMatchObject({
    code: 'INVALID_ARGUMENT',
    reason: 'INVALID_CONNECTION',
    message: 'The change is not valid: labels is too long. nodeConfig is missing.',
    details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: violations }],
  });
});
