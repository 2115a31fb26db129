import { expect, test } from 'vitest';
import { withValue } from '../../test/valid-connection.js';
import { parseConnection } from '../index.js';

const manyLabels = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`l${index}`, '']));
const named = (connection: string): string => `projects/local/locations/local/connections/${connection}`;
const version = (rest: string): string => `projects/local/locations/${rest}`;
const connectionFormat = 'projects/{project}/locations/{location}/connections/{connection}';
const versionFormat =
  'projects/{project}/locations/global/providers/{provider}/connectors/{connector}/versions/{version}';
const secretFormat = 'projects/{project}/secrets/{secret}/versions/{version}';
const invalidProject = 'has an invalid project id; use lowercase letters, digits and hyphens, or a project number';

/** Every rule of every field: the field, a value that breaks the rule, and the rest of the message after the field. */
test.each([
  ['name', undefined, `is missing; expected ${connectionFormat}`],
  ['name', 7, `is a number; expected ${connectionFormat}`],
  ['name', 'twilio', `is a string of 6 characters in the wrong format; expected ${connectionFormat}`],
  [
    'name',
    `${named('a')}/entityTypes/b`,
    `is a string of 58 characters in the wrong format; expected ${connectionFormat}`,
  ],
  ['name', 'projects/My Project/locations/local/connections/twilio', invalidProject],
  [
    'name',
    'projects/local/locations/1/connections/twilio',
    'has an invalid location id; use a region such as us-central1, or local',
  ],
  ['name', named(''), 'has an empty connection id; use 1 to 63 characters'],
  ['name', named('a'.repeat(64)), 'has a connection id of 64 characters; shorten it to at most 63'],
  ['name', named('tWilio'), 'has uppercase letters in its connection id; use lowercase letters'],
  [
    'name',
    named('twi_lio'),
    'has characters other than letters from a to z, digits and hyphens in its connection id; remove them',
  ],
  ['name', named('1twilio'), 'has a connection id that does not start with a letter; start it with a letter'],
  [
    'name',
    named('twilio-'),
    'has a connection id that does not end with a letter or a digit; remove the last character',
  ],
  ['connectorVersion', undefined, `is missing; expected ${versionFormat}`],
  ['connectorVersion', {}, `is an object; expected ${versionFormat}`],
  ['connectorVersion', 'twilio', `is a string of 6 characters in the wrong format; expected ${versionFormat}`],
  [
    'connectorVersion',
    version('us-central1/providers/twilio/connectors/twilio/versions/1'),
    `is a string of 82 characters in the wrong format; expected ${versionFormat}`,
  ],
  ['connectorVersion', 'projects/-/locations/global/providers/twilio/connectors/twilio/versions/1', invalidProject],
  [
    'connectorVersion',
    version('global/providers/twilio/connectors/zendesk/versions/1'),
    'names an unknown connector; use connectors/twilio',
  ],
  [
    'connectorVersion',
    version('global/providers/twilio/connectors/twilio/versions/2'),
    'names an unknown connector version; use versions/1',
  ],
  ['description', 5, 'is a number; expected a string'],
  ['labels', ['a'], 'is a list of 1 item; expected an object of strings'],
  ['labels', manyLabels, 'has 65 labels; keep at most 64'],
  ['suspended', 'true', 'is a string of 4 characters; expected true or false'],
  ['suspended', 1, 'is a number; expected true or false'],
  ['configVariables', { key: 'edge' }, 'is an object; expected a list of variables'],
  ['authConfig', undefined, 'is missing; expected an object with authType and userPassword'],
  ['authConfig', 'token', 'is a string of 5 characters; expected an object with authType and userPassword'],
  ['authConfig.authType', undefined, 'is missing; expected USER_PASSWORD'],
  ['authConfig.authType', 'user_password', 'is a string of 13 characters; expected USER_PASSWORD'],
  [
    'authConfig.authType',
    'SSH_PUBLIC_KEY',
    'is SSH_PUBLIC_KEY, which is not supported by this build; expected USER_PASSWORD',
  ],
  ['authConfig.userPassword', undefined, 'is missing; expected an object with username and password'],
  [
    'authConfig.userPassword.username',
    undefined,
    'is missing; expected an Account SID, or an API key SID when authKey is api_key',
  ],
  [
    'authConfig.userPassword.username',
    'me@example.com',
    'is a string of 14 characters; expected an Account SID: AC and 32 hexadecimal digits',
  ],
  [
    'authConfig.userPassword.username',
    `SK${'0'.repeat(32)}`,
    'is a string of 34 characters; expected an Account SID: AC and 32 hexadecimal digits, or authKey api_key for an API key SID',
  ],
  ['authConfig.userPassword.password', undefined, 'is missing; expected an object with secretVersion'],
  ['authConfig.userPassword.password', 'hunter2', 'is a string of 7 characters; expected an object with secretVersion'],
  ['authConfig.userPassword.password.secretVersion', undefined, `is missing; expected ${secretFormat}`],
  ['authConfig.userPassword.password.secretVersion', 123456, `is a number; expected ${secretFormat}`],
  [
    'authConfig.userPassword.password.secretVersion',
    '0123456789abcdef0123456789abcdef',
    `is a string of 32 characters, not a reference to a secret; store the secret elsewhere and use its name: ${secretFormat}`,
  ],
  [
    'authConfig.userPassword.password.secretVersion',
    'projects/p/secrets/s/versions/0',
    `is a string of 31 characters, not a reference to a secret; store the secret elsewhere and use its name: ${secretFormat}`,
  ],
  ['nodeConfig', 2, 'is a number; expected an object with minNodeCount and maxNodeCount'],
  ['nodeConfig.minNodeCount', 0, 'is 0; expected a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', -1, 'is -1; expected a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', 1.5, 'is 1.5; expected a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', 'two', 'is a string of 3 characters; expected a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', 51, 'is 51, which exceeds maxNodeCount (50); lower minNodeCount or raise maxNodeCount'],
  ['nodeConfig.maxNodeCount', 101, 'is 101; expected a whole number from 1 to 100'],
  ['nodeConfig.maxNodeCount', '101', 'is 101; expected a whole number from 1 to 100'],
  ['nodeConfig.maxNodeCount', true, 'is a boolean; expected a whole number from 1 to 100'],
  ['status', 'ACTIVE', 'is a string of 6 characters; expected an object with state'],
  [
    'status.state',
    'RUNNING',
    'is a string of 7 characters; expected one of CREATING, ACTIVE, INACTIVE, UPDATING, ERROR, AUTHORIZATION_REQUIRED, DELETING',
  ],
  ['createTime', 'yesterday', 'is a string of 9 characters; expected a UTC time such as 2026-01-31T12:00:00Z'],
  ['createTime', 1700000000, 'is a number; expected a UTC time such as 2026-01-31T12:00:00Z'],
  [
    'updateTime',
    '2026-02-30T12:00:00Z',
    'is a string of 20 characters; expected a UTC time such as 2026-01-31T12:00:00Z',
  ],
  ['connectionRevision', 'one', 'is a string of 3 characters; expected a whole number of at most 9007199254740991'],
  ['connectionRevision', 1.5, 'is a number; expected a whole number of at most 9007199254740991'],
  [
    'connectionRevision',
    '99999999999999999999',
    'is a string of 20 characters; expected a whole number of at most 9007199254740991',
  ],
  [
    'connectionRevision',
    '9007199254740993',
    'is a string of 16 characters; expected a whole number of at most 9007199254740991',
  ],
  [
    'connectorVersionLaunchStage',
    'BETA',
    'is a string of 4 characters; expected one of PREVIEW, GA, DEPRECATED, TEST, PRIVATE_PREVIEW',
  ],
  ['connectorVersionInfraConfig', [], 'is a list of 0 items; expected an object with ratelimitThreshold'],
  [
    'connectorVersionInfraConfig.ratelimitThreshold',
    'fast',
    'is a string of 4 characters; expected a whole number of at most 9007199254740991',
  ],
])('%s is rejected with the value %j', (field, value, problem) => {
  expect(parseConnection(withValue(field, value))).toEqual({
    ok: false,
    violations: [{ field, description: `${field} ${problem}.` }],
  });
});

test.each([
  ['status', { state: 'ACTIVE', description: 5 }, 'status.description is a number; expected a string.'],
  ['status', { state: 'ACTIVE', status: [] }, 'status.status is a list of 0 items; expected a string.'],
  ['status', { description: 'x' }, 'status.state is missing; expected one of CREATING'],
  [
    'labels',
    { Team: 'x' },
    'labels.Team has a key that does not start with a lowercase letter; start it with a lowercase letter.',
  ],
  [
    'labels',
    { '1st': 'x' },
    'labels.1st has a key that does not start with a lowercase letter; start it with a lowercase letter.',
  ],
  ['labels', { '': 'x' }, 'labels.… has an empty key; use a key that starts with a lowercase letter.'],
  [
    'labels',
    { 'a.b': 'x' },
    'labels.a.b has characters other than lowercase letters, digits, _ and - in its key; remove them.',
  ],
  ['labels', { ['a'.repeat(64)]: 'x' }, 'labels.… has a key of 64 characters; shorten it to at most 63.'],
  [
    'labels',
    { a: 'X' },
    'labels.a has characters other than lowercase letters, digits, _ and - in its value; remove them.',
  ],
  ['labels', { a: 'x'.repeat(64) }, 'labels.a has a value of 64 characters; shorten it to at most 63.'],
  ['labels', { a: 5 }, 'labels.a is a number; expected a string.'],
])('%s with the value %j is rejected, and its violation is among those reported', (field, value, description) => {
  const result = parseConnection(withValue(field, value));
  expect(result).toMatchObject({ ok: false });
  expect(!result.ok && result.violations.map(({ description }) => description)).toContainEqual(
    expect.stringContaining(description),
  );
});

test.each(['a', 'a1', 'twilio', 'a-b', 'a'.repeat(63)])('%s is a valid connection id', (id) => {
  expect(parseConnection(withValue('name', named(id)))).toMatchObject({ ok: true });
});

test.each(['local', 'my-project-123', '123456789012', 'example.com:my-project'])(
  '%s is a valid project id',
  (project) => {
    expect(parseConnection(withValue('name', `projects/${project}/locations/us-east4/connections/t`))).toMatchObject({
      ok: true,
    });
  },
);

test.each(['1', '42', 'latest', 'current_token'])('%s is a valid version of a secret', (secretVersion) => {
  const password = { secretVersion: `projects/p/secrets/Twilio_token-1/versions/${secretVersion}` };
  expect(parseConnection(withValue('authConfig.userPassword.password', password))).toMatchObject({ ok: true });
});

test('connectorVersion accepts any provider id', () => {
  const name = version('global/providers/default/connectors/twilio/versions/1');
  expect(parseConnection(withValue('connectorVersion', name))).toMatchObject({ ok: true });
});

test('a label whose value is not a string is reported once', () => {
  const description = 'labels.a is an object; expected a string.';
  expect(parseConnection(withValue('labels', { a: {} }))).toMatchObject({ violations: [{ description }] });
});
