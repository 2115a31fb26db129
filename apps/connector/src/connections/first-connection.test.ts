import { expect, test } from 'vitest';
import { createFirstConnection, FIRST_CONNECTION } from './first-connection.js';

const accountSid = `AC${'1'.repeat(32)}`;
const apiKeySid = `SK${'2'.repeat(32)}`;
const subaccountSid = `AC${'3'.repeat(32)}`;
const secretOf = (name: string) => ({ secretVersion: `projects/local/secrets/${name}/versions/1` });

test('the first connection of an account is active, has two nodes and no variables, and logs in with the auth token', () => {
  const before = Date.now();
  const first = createFirstConnection({ accountSid });
  expect(first).toMatchObject({
    name: 'projects/local/locations/local/connections/twilio',
    connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
    nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
    configVariables: [],
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: { username: accountSid, password: secretOf('twilio-auth-token') },
    },
    status: { state: 'ACTIVE' },
  });
  expect(first.name).toBe(FIRST_CONNECTION);
  expect(Date.parse(String(first.createTime))).toBeGreaterThanOrEqual(before);
  expect(first.updateTime).toBe(first.createTime);
});

test('with an API key, the first connection logs in with the key and names its account', () => {
  expect(createFirstConnection({ accountSid, apiKeySid }).authConfig).toMatchObject({
    authType: 'USER_PASSWORD',
    authKey: 'api_key',
    userPassword: { username: apiKeySid, password: secretOf('twilio-api-secret') },
    additionalVariables: [{ key: 'account_sid', stringValue: accountSid }],
  });
});

test('every option of the first connection becomes its variable', () => {
  const { configVariables } = createFirstConnection({
    accountSid,
    subaccountSid,
    region: 'ie1',
    edge: 'dublin',
    baseUrl: 'http://127.0.0.1:8081',
    bulk: true,
    allowedOperations: ['LIST', 'Messages.CREATE'],
    allowedActions: ['DEFAULT', 'ExecuteRequest'],
  });
  expect(configVariables).toEqual([
    { key: 'subaccount_sid', stringValue: subaccountSid },
    { key: 'region', stringValue: 'ie1' },
    { key: 'edge', stringValue: 'dublin' },
    { key: 'base_url', stringValue: 'http://127.0.0.1:8081' },
    { key: 'allowed_operations', stringValue: 'LIST,Messages.CREATE' },
    { key: 'allowed_actions', stringValue: 'DEFAULT,ExecuteRequest' },
    { key: 'bulk', boolValue: true },
  ]);
});

test('options of the first connection that are empty or false become no variables', () => {
  const empty = { region: '', edge: '', baseUrl: '', bulk: false, allowedOperations: [], allowedActions: [] };
  expect(createFirstConnection({ accountSid, ...empty }).configVariables).toEqual([]);
});

test.each([
  [1, 50],
  [50, 50],
  [60, 60],
])('a first connection of %i nodes may have up to %i', (nodes, maxNodeCount) => {
  expect(createFirstConnection({ accountSid, nodes }).nodeConfig).toEqual({ minNodeCount: nodes, maxNodeCount });
});

test('a first connection of an account SID that is misspelt is refused', () => {
  expect(() => createFirstConnection({ accountSid: 'AC1' })).toThrow('userPassword.username');
});
