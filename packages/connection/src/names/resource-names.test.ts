import { expect, test } from 'vitest';
import { formatConnectionName, isConnectionError, parseConnectionName, parseSecretVersionName } from '../index.js';

test('a connection name is taken apart and put together', () => {
  const name = 'projects/local/locations/local/connections/twilio';
  expect(parseConnectionName(name)).toEqual({ project: 'local', location: 'local', connection: 'twilio' });
  expect(formatConnectionName(parseConnectionName(name))).toBe(name);
});

test('every breach of a connection name is told', () => {
  let thrown: unknown;
  try {
    parseConnectionName('projects/P/locations/L/connections/-A_');
  } catch (error) {
    thrown = error;
  }
  expect(isConnectionError(thrown) && thrown.code).toBe('INVALID_RESOURCE_NAME');
  expect(isConnectionError(thrown) && thrown.violations.map(({ field }) => field)).toEqual(Array(6).fill('name'));
  expect(isConnectionError(thrown) && thrown.message).toContain(
    'This is no name of a connection: name has a project id',
  );
});

test.each(['', 'twilio', 'projects/p/locations/l/connectors/c', '/projects/p/locations/l/connections/c', 'projects/p'])(
  '%j has another form',
  (name) => {
    expect(() => parseConnectionName(name)).toThrow('of another form');
  },
);

test('a secret version name is taken apart', () => {
  expect(parseSecretVersionName('projects/p1/secrets/Twilio_token/versions/latest')).toEqual({
    project: 'p1',
    secret: 'Twilio_token',
    version: 'latest',
  });
});

test.each(['projects/p/secrets/s', 'projects/p/secrets/s/versions/', 'projects/p/secrets/s s/versions/1', 'x'])(
  '%j is no secret version',
  (name) => {
    expect(() => parseSecretVersionName(name)).toThrow('no reference to a secret');
  },
);
