import { expect, test } from 'vitest';
import { formatConnectionName, isConnectionError, parseConnectionName, parseSecretVersionName } from '../index.js';

test('parseConnectionName splits a connection name and formatConnectionName restores it', () => {
  const name = 'projects/local/locations/local/connections/twilio';
  expect(parseConnectionName(name)).toEqual({ project: 'local', location: 'local', connection: 'twilio' });
  expect(formatConnectionName(parseConnectionName(name))).toBe(name);
});

test('parseConnectionName reports every violation of a connection name', () => {
  let thrown: unknown;
  try {
    parseConnectionName('projects/P/locations/L/connections/-A_');
  } catch (error) {
    thrown = error;
  }
  expect(isConnectionError(thrown) && thrown.code).toBe('INVALID_RESOURCE_NAME');
  expect(isConnectionError(thrown) && thrown.violations.map(({ field }) => field)).toEqual(Array(6).fill('name'));
  expect(isConnectionError(thrown) && thrown.message).toContain(
    'The connection name is not valid: name has an invalid project id',
  );
});

test.each(['', 'twilio', 'projects/p/locations/l/connectors/c', '/projects/p/locations/l/connections/c', 'projects/p'])(
  'parseConnectionName rejects %j as a name in the wrong format',
  (name) => {
    expect(() => parseConnectionName(name)).toThrow('in the wrong format');
  },
);

test('parseSecretVersionName splits the name of a secret version', () => {
  expect(parseSecretVersionName('projects/p1/secrets/Twilio_token/versions/latest')).toEqual({
    project: 'p1',
    secret: 'Twilio_token',
    version: 'latest',
  });
});

test.each(['projects/p/secrets/s', 'projects/p/secrets/s/versions/', 'projects/p/secrets/s s/versions/1', 'x'])(
  'parseSecretVersionName rejects %j, which is not a secret reference',
  (name) => {
    expect(() => parseSecretVersionName(name)).toThrow('not a reference to a secret');
  },
);
