import { expect, test } from 'vitest';
import { minimal, withValue } from '../../test/valid-connection.js';
import { parseConnection, parseConnectionOrThrow } from '../index.js';

test('parseConnection fills in defaults', () => {
  expect(parseConnection(minimal)).toEqual({
    ok: true,
    connection: {
      ...minimal,
      description: '',
      labels: {},
      configVariables: [],
      destinationConfigs: [],
      serviceAccount: '',
      nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
      suspended: false,
      status: { state: 'CREATING', description: '', status: '' },
      connectionRevision: '1',
      connectorVersionLaunchStage: 'GA',
      connectorVersionInfraConfig: { ratelimitThreshold: '25' },
    },
  });
});

test('parseConnection returns a connection that sets every field unchanged', () => {
  const whole = {
    ...minimal,
    description: 'Two nodes at least.',
    labels: { team: 'support', env: '' },
    configVariables: [{ key: 'region', stringValue: 'ie1' }, { key: 'edge' }],
    lockConfig: { locked: true, reason: 'Audit.' },
    destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: 'proxy.example.com', port: 3128 }] }],
    serviceAccount: 'twilio@my-project.iam.gserviceaccount.com',
    nodeConfig: { minNodeCount: 1, maxNodeCount: 100 },
    logConfig: { enabled: true, level: 'INFO' },
    suspended: true,
    status: { state: 'INACTIVE', description: 'Suspended.', status: '' },
    createTime: '2026-01-31T12:00:00Z',
    updateTime: '2026-01-31T12:00:00.123456789Z',
    connectionRevision: '7',
    connectorVersionLaunchStage: 'GA',
    connectorVersionInfraConfig: { ratelimitThreshold: '25' },
  };
  expect(parseConnection(whole)).toEqual({ ok: true, connection: whole });
  expect(parseConnection(JSON.parse(JSON.stringify(whole)))).toEqual({ ok: true, connection: whole });
});

test.each([
  [
    'numbers as strings of digits',
    'nodeConfig',
    { minNodeCount: '3', maxNodeCount: '4' },
    { minNodeCount: 3, maxNodeCount: 4 },
  ],
  ['a node configuration without a minimum', 'nodeConfig', { maxNodeCount: 9 }, { minNodeCount: 2, maxNodeCount: 9 }],
  ['int64 as a number', 'connectionRevision', 12, '12'],
  ['null as absent', 'labels', null, {}],
  ['a null label as absent', 'labels', { team: null }, {}],
  ['letters of any script in labels', 'labels', { équipe: '支援' }, { équipe: '支援' }],
])('parseConnection accepts %s', (_case, field, value, read) => {
  expect(parseConnection(withValue(field, value))).toMatchObject({ ok: true, connection: { [field]: read } });
});

test('parseConnection ignores unsupported fields that are empty', () => {
  const empty = {
    trafficShapingConfigs: [],
    eventingConfig: null,
    authOverrideEnabled: false,
    eventingEnablementType: '',
  };
  expect(parseConnection({ ...minimal, ...empty })).toEqual(parseConnection(minimal));
});

test('the name option of parseConnection replaces the name in the input', () => {
  const name = 'projects/p1/locations/us-central1/connections/other';
  expect(parseConnection({ ...minimal, name: undefined }, { name })).toMatchObject({ ok: true, connection: { name } });
  expect(parseConnection(minimal, { name })).toMatchObject({ ok: true, connection: { name } });
});

test('parseConnection with outputOnly set to ignore drops the fields that only the server sets, even invalid ones', () => {
  const sent = { ...minimal, name: 'x', status: { state: 'ODD' }, createTime: 5, host: 'h', connectionRevision: '99' };
  const name = minimal.name;
  expect(parseConnection(sent, { name, outputOnly: 'ignore' })).toEqual(parseConnection(minimal));
  expect(parseConnection(sent)).toMatchObject({ ok: false });
  expect(parseConnection(sent, { outputOnly: 'ignore' })).toMatchObject({
    violations: [
      {
        field: 'name',
        description: 'name is missing; expected projects/{project}/locations/{location}/connections/{connection}.',
      },
    ],
  });
});

test('parseConnection reports all violations at once', () => {
  const result = parseConnection({
    name: 'projects/local/locations/local/connections/Twilio-',
    conectorVersion: minimal.connectorVersion,
    labels: { Team: 'x' },
    sslConfig: { type: 'SSL' },
    nodeConfig: { minNodeCount: 0, maxNodeCount: 101, nodes: 3 },
    configVariables: [{ key: 'regio', stringValue: 'us1' }, { key: 5 }, { key: 'edge', stringValue: 'A' }],
    authConfig: { authType: 'OAUTH2_JWT_BEARER', userPassword: { username: 'AC1' } },
  });
  expect(result).toMatchObject({ ok: false });
  expect(!result.ok && result.violations.map(({ field }) => field).toSorted()).toEqual([
    'authConfig.authType',
    'authConfig.userPassword.password',
    'authConfig.userPassword.username',
    'conectorVersion',
    'configVariables[0].key',
    'configVariables[1].key',
    'configVariables[2].stringValue',
    'connectorVersion',
    'labels.Team',
    'labels.Team',
    'name',
    'name',
    'nodeConfig.maxNodeCount',
    'nodeConfig.minNodeCount',
    'nodeConfig.nodes',
    'sslConfig.type',
  ]);
});

test.each([undefined, null, 'a connection', 5, [], true])(
  'parseConnection rejects %j, which is not an object',
  (input) => {
    expect(parseConnection(input)).toMatchObject({
      ok: false,
      violations: [{ field: '', description: expect.stringMatching(/^The connection is .+; expected an object\.$/) }],
    });
  },
);

test('parseConnectionOrThrow returns the connection or throws an error with all violations', () => {
  expect(parseConnectionOrThrow(minimal).name).toBe(minimal.name);
  expect(() => parseConnectionOrThrow({ ...minimal, suspended: 'no', nodeConfig: { minNodeCount: 51 } })).toThrow(
    expect.objectContaining({
      name: 'ConnectionError',
      code: 'INVALID_CONNECTION',
      message:
        'The connection is not valid: nodeConfig.minNodeCount is 51, which exceeds maxNodeCount (50); lower minNodeCount or raise maxNodeCount. ' +
        'suspended is a string of 2 characters; expected true or false.',
      violations: [
        expect.objectContaining({ field: 'nodeConfig.minNodeCount' }),
        expect.objectContaining({ field: 'suspended' }),
      ],
    }),
  );
});
