import { expect, test } from 'vitest';
import type { ConnectorVersion } from './connector-version.ts';
import { type Entries, entriesOf, isRequired, NO_ENTRIES } from './entries.ts';
import { toFaults } from './faults.ts';
import { changedFields, toConnection } from './to-connection.ts';

const version: ConnectorVersion = {
  name: 'projects/p/locations/global/providers/twilio/connectors/twilio/versions/1',
  authConfigTemplates: [
    { authType: 'USER_PASSWORD', authKey: 'user_password', isDefault: true, configVariableTemplates: [] },
    {
      authType: 'USER_PASSWORD',
      authKey: 'api_key',
      configVariableTemplates: [
        { key: 'username', valueType: 'STRING' },
        { key: 'password', valueType: 'SECRET' },
        { key: 'account_sid', valueType: 'STRING' },
      ],
    },
  ],
  configVariableTemplates: [
    { key: 'region', valueType: 'STRING' },
    { key: 'proxy_enabled', valueType: 'BOOL' },
    {
      key: 'proxy_user',
      valueType: 'STRING',
      requiredCondition: { fieldComparisons: [{ key: 'proxy_enabled', comparator: 'EQUALS', boolValue: true }] },
    },
    { key: 'proxy_password', valueType: 'SECRET' },
  ],
  destinationConfigTemplates: [{ key: 'proxy_server', max: 1 }],
};

const texts = {
  'auth.username': 'AC1',
  'auth.password': 'projects/p/secrets/s/versions/1',
  minNodes: '3',
  'var.region': 'ie1',
  'var.proxy_user': 'me',
  'var.proxy_password': 'projects/p/secrets/proxy/versions/2',
};
const filled: Entries = {
  texts,
  destinations: [{ host: 'proxy.example', port: '3128' }],
  labels: [{ key: 'team', value: 'front' }],
};
const withProxy: Entries = { ...filled, texts: { ...texts, 'var.proxy_enabled': 'true' } };

test('fields that a check box switches off are not sent', () => {
  const body = toConnection(version, filled);
  expect(body.configVariables).toEqual([{ key: 'region', stringValue: 'ie1' }]);
  expect(body).not.toHaveProperty('destinationConfigs');
});

test('each value is sent in the field of its type', () => {
  expect(toConnection(version, withProxy)).toEqual({
    connectorVersion: version.name,
    labels: { team: 'front' },
    nodeConfig: { minNodeCount: 3 },
    configVariables: [
      { key: 'region', stringValue: 'ie1' },
      { key: 'proxy_enabled', boolValue: true },
      { key: 'proxy_user', stringValue: 'me' },
      { key: 'proxy_password', secretValue: { secretVersion: 'projects/p/secrets/proxy/versions/2' } },
    ],
    destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: 'proxy.example', port: 3128 }] }],
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: { username: 'AC1', password: { secretVersion: 'projects/p/secrets/s/versions/1' } },
    },
  });
});

test('a login with an API key has its key and its other variables', () => {
  const entries = { ...NO_ENTRIES, texts: { authKey: 'api_key', 'auth.username': 'SK1', 'auth.account_sid': 'AC1' } };
  expect(toConnection(version, entries).authConfig).toEqual({
    authType: 'USER_PASSWORD',
    authKey: 'api_key',
    userPassword: { username: 'SK1' },
    additionalVariables: [{ key: 'account_sid', stringValue: 'AC1' }],
  });
});

test('a connection survives being shown in the form, and only what differs is in the update mask', () => {
  const before = toConnection(version, withProxy);
  const entries = entriesOf({
    ...before,
    name: 'projects/p/locations/l/connections/c',
    connectorVersion: version.name,
  });
  expect(toConnection(version, entries)).toEqual(before);
  const after = toConnection(version, { ...entries, labels: [], texts: { ...entries.texts, description: 'new' } });
  expect(changedFields(before, after)).toEqual(['description', 'labels']);
});

test('a variable is required when its condition holds', () => {
  const template = version.configVariableTemplates?.[2] ?? { key: '', valueType: '' };
  expect([isRequired(template, 'var', filled), isRequired(template, 'var', withProxy)]).toEqual([false, true]);
});

test('findings of the server are at the fields of the form', () => {
  const found = toFaults(
    [
      { field: 'configVariables[2].stringValue', description: 'configVariables[2].stringValue has a colon.' },
      { field: 'configVariables', description: 'configVariables lacks proxy_password, which is required.' },
      { field: 'destinationConfigs[0].destinations[0].port', description: 'is missing' },
      { field: 'labels.Team', description: 'labels.Team has uppercase letters.' },
      { field: 'nodeConfig.minNodeCount', description: 'nodeConfig.minNodeCount is 5.' },
      { field: 'surprise', description: 'surprise is new' },
    ],
    toConnection(version, withProxy),
  );
  expect(found.map(({ field }) => field)).toEqual([
    'var.proxy_user',
    'var.proxy_password',
    'destinations.0.port',
    'labels',
    'minNodes',
    undefined,
  ]);
  expect(found[0]?.text).toBe('Has a colon.');
});
