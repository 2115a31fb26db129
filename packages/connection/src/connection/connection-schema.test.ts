import { expect, test } from 'vitest';
import { withValue } from '../../test/valid-connection.js';
import { parseConnection } from '../index.js';

const manyLabels = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`l${index}`, '']));
const named = (connection: string): string => `projects/local/locations/local/connections/${connection}`;
const version = (rest: string): string => `projects/local/locations/${rest}`;
const connectionForm = 'projects/{project}/locations/{location}/connections/{connection}';
const versionForm =
  'projects/{project}/locations/global/providers/{provider}/connectors/{connector}/versions/{version}';
const secretForm = 'projects/{project}/secrets/{secret}/versions/{version}';
const projectRule = 'has a project id that cannot be one; give lower-case letters, digits and hyphens, or a number';

/** Every rule of every field: the field, a value that breaks the rule, and what is said of it after the field's path. */
test.each([
  ['name', undefined, 'is missing; give the name of a connection'],
  ['name', 7, 'is a number; give the name of a connection'],
  ['name', 'twilio', `is a text of 6 characters of another form; give ${connectionForm}`],
  ['name', `${named('a')}/entityTypes/b`, `is a text of 58 characters of another form; give ${connectionForm}`],
  ['name', 'projects/My Project/locations/local/connections/twilio', projectRule],
  [
    'name',
    'projects/local/locations/1/connections/twilio',
    'has a location id that cannot be one; give a region such as us-central1, or local',
  ],
  ['name', named(''), 'has an empty connection id; give one of 1 to 63 characters'],
  ['name', named('a'.repeat(64)), 'has a connection id of 64 characters; shorten it to 63 at the most'],
  ['name', named('tWilio'), 'has capital letters in its connection id; write them lower-case'],
  [
    'name',
    named('twi_lio'),
    'has a connection id with other characters than letters from a to z, digits and hyphens; take them out',
  ],
  ['name', named('1twilio'), 'has a connection id that does not start with a letter; put one before it'],
  [
    'name',
    named('twilio-'),
    'has a connection id that does not end with a letter or a digit; take the last character away',
  ],
  ['connectorVersion', undefined, 'is missing; give the name of a connector version'],
  ['connectorVersion', {}, 'is an object; give the name of a connector version'],
  ['connectorVersion', 'twilio', `is a text of 6 characters of another form; give ${versionForm}`],
  [
    'connectorVersion',
    version('us-central1/providers/twilio/connectors/twilio/versions/1'),
    `is a text of 82 characters of another form; give ${versionForm}`,
  ],
  ['connectorVersion', 'projects/-/locations/global/providers/twilio/connectors/twilio/versions/1', projectRule],
  [
    'connectorVersion',
    version('global/providers/twilio/connectors/zendesk/versions/1'),
    'is of a connector that this build does not have; give connectors/twilio',
  ],
  [
    'connectorVersion',
    version('global/providers/twilio/connectors/twilio/versions/2'),
    'is of a version that this build does not have; give versions/1',
  ],
  ['description', 5, 'is a number; give a text'],
  ['labels', ['a'], 'is a list of 1 item; give an object of texts'],
  ['labels', manyLabels, 'has 65 labels; keep 64 at the most'],
  ['suspended', 'true', 'is a text of 4 characters; give true or false'],
  ['suspended', 1, 'is a number; give true or false'],
  ['configVariables', { key: 'edge' }, 'is an object; give a list of variables'],
  ['authConfig', undefined, 'is missing; give an object with authType and userPassword'],
  ['authConfig', 'token', 'is a text of 5 characters; give an object with authType and userPassword'],
  ['authConfig.authType', undefined, 'is missing; give USER_PASSWORD'],
  ['authConfig.authType', 'user_password', 'is a text of 13 characters; give USER_PASSWORD'],
  [
    'authConfig.authType',
    'SSH_PUBLIC_KEY',
    'is SSH_PUBLIC_KEY, which is not supported by this build; give USER_PASSWORD',
  ],
  ['authConfig.userPassword', undefined, 'is missing; give an object with username and password'],
  [
    'authConfig.userPassword.username',
    undefined,
    'is missing; give an Account SID, or with authKey api_key an API key SID',
  ],
  [
    'authConfig.userPassword.username',
    'me@example.com',
    'is a text of 14 characters; give an Account SID: AC and 32 hexadecimal digits',
  ],
  [
    'authConfig.userPassword.username',
    `SK${'0'.repeat(32)}`,
    'is a text of 34 characters; give an Account SID: AC and 32 hexadecimal digits, or authKey api_key with what you have',
  ],
  ['authConfig.userPassword.password', undefined, 'is missing; give an object with secretVersion'],
  ['authConfig.userPassword.password', 'hunter2', 'is a text of 7 characters; give an object with secretVersion'],
  ['authConfig.userPassword.password.secretVersion', undefined, `is missing; give ${secretForm}`],
  ['authConfig.userPassword.password.secretVersion', 123456, `is a number; give ${secretForm}`],
  [
    'authConfig.userPassword.password.secretVersion',
    '0123456789abcdef0123456789abcdef',
    `is a text of 32 characters, and no reference to a secret; keep the secret itself elsewhere and give ${secretForm}`,
  ],
  [
    'authConfig.userPassword.password.secretVersion',
    'projects/p/secrets/s/versions/0',
    `is a text of 31 characters, and no reference to a secret; keep the secret itself elsewhere and give ${secretForm}`,
  ],
  ['nodeConfig', 2, 'is a number; give an object'],
  ['nodeConfig.minNodeCount', 0, 'is 0; give a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', -1, 'is -1; give a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', 1.5, 'is 1.5; give a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', 'two', 'is a text of 3 characters; give a whole number from 1 to 100'],
  ['nodeConfig.minNodeCount', 51, 'is 51, above maxNodeCount, which is 50; raise that or lower this'],
  ['nodeConfig.maxNodeCount', 101, 'is 101; give a whole number from 1 to 100'],
  ['nodeConfig.maxNodeCount', '101', 'is 101; give a whole number from 1 to 100'],
  ['nodeConfig.maxNodeCount', true, 'is a boolean; give a whole number from 1 to 100'],
  ['status', 'ACTIVE', 'is a text of 6 characters; give an object with a state'],
  [
    'status.state',
    'RUNNING',
    'is a text of 7 characters; give one of CREATING, ACTIVE, INACTIVE, UPDATING, ERROR, AUTHORIZATION_REQUIRED, DELETING',
  ],
  ['createTime', 'yesterday', 'is a text of 9 characters; give a time such as 2026-01-31T12:00:00Z'],
  ['createTime', 1700000000, 'is a number; give a time such as 2026-01-31T12:00:00Z'],
  ['updateTime', '2026-02-30T12:00:00Z', 'is a text of 20 characters; give a time such as 2026-01-31T12:00:00Z'],
  ['connectionRevision', 'one', 'is a text of 3 characters; give a whole number'],
  ['connectionRevision', 1.5, 'is a number; give a whole number'],
  ['connectionRevision', '99999999999999999999', 'is a text of 20 characters; give a whole number'],
  ['connectionRevision', '9007199254740993', 'is a text of 16 characters; give a whole number'],
  ['connectorVersionLaunchStage', 'BETA', 'is a text of 4 characters; give a launch stage such as GA'],
  ['connectorVersionInfraConfig', [], 'is a list of 0 items; give an object'],
  ['connectorVersionInfraConfig.ratelimitThreshold', 'fast', 'is a text of 4 characters; give a whole number'],
])('%s: %j', (field, value, predicate) => {
  expect(parseConnection(withValue(field, value))).toEqual({
    ok: false,
    violations: [{ field, description: `${field} ${predicate}.` }],
  });
});

test.each([
  ['status', { state: 'ACTIVE', description: 5 }, 'status.description is a number; give a text.'],
  ['status', { state: 'ACTIVE', status: [] }, 'status.status is a list of 0 items; give a text.'],
  ['status', { description: 'x' }, 'status.state is missing; give one of CREATING'],
  ['labels', { Team: 'x' }, 'labels.Team has a key that does not start with a lower-case letter; change that.'],
  ['labels', { '1st': 'x' }, 'labels.1st has a key that does not start with a lower-case letter; change that.'],
  ['labels', { '': 'x' }, 'labels.… has an empty key; give one that starts with a lower-case letter.'],
  ['labels', { 'a.b': 'x' }, 'labels.a.b has a key with other characters than lower-case letters, digits, _ and -;'],
  ['labels', { ['a'.repeat(64)]: 'x' }, 'labels.… has a key of 64 characters; shorten it to 63.'],
  ['labels', { a: 'X' }, 'labels.a has a value with other characters than lower-case letters, digits, _ and -;'],
  ['labels', { a: 'x'.repeat(64) }, 'labels.a has a value of 64 characters; shorten it to 63.'],
  ['labels', { a: 5 }, 'labels.a is a number; give a text.'],
])('%s: %j', (field, value, sentence) => {
  const result = parseConnection(withValue(field, value));
  expect(result).toMatchObject({ ok: false });
  expect(!result.ok && result.violations.map(({ description }) => description)).toContainEqual(
    expect.stringContaining(sentence),
  );
});

test.each(['a', 'a1', 'twilio', 'a-b', 'a'.repeat(63)])('%s is a connection id', (id) => {
  expect(parseConnection(withValue('name', named(id)))).toMatchObject({ ok: true });
});

test.each(['local', 'my-project-123', '123456789012', 'example.com:my-project'])('%s is a project id', (project) => {
  expect(parseConnection(withValue('name', `projects/${project}/locations/us-east4/connections/t`))).toMatchObject({
    ok: true,
  });
});

test.each(['1', '42', 'latest', 'current_token'])('%s is a version of a secret', (secretVersion) => {
  const password = { secretVersion: `projects/p/secrets/Twilio_token-1/versions/${secretVersion}` };
  expect(parseConnection(withValue('authConfig.userPassword.password', password))).toMatchObject({ ok: true });
});

test('any provider is taken', () => {
  const name = version('global/providers/default/connectors/twilio/versions/1');
  expect(parseConnection(withValue('connectorVersion', name))).toMatchObject({ ok: true });
});

test('a label that is no text is told once', () => {
  const description = 'labels.a is an object; give a text.';
  expect(parseConnection(withValue('labels', { a: {} }))).toMatchObject({ violations: [{ description }] });
});
