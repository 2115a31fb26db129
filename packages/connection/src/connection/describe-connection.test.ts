import { expect, test } from 'vitest';
import { minimal } from '../../test/valid-connection.js';
import { describeConnection, parseConnectionOrThrow } from '../index.js';

const stored = {
  name: minimal.name,
  createTime: '2026-01-31T12:00:00Z',
  updateTime: '2026-01-31T13:00:00Z',
  labels: { team: 'support' },
  description: 'Support line.',
  connectorVersion: minimal.connectorVersion,
  status: { state: 'INACTIVE', description: 'Suspended.', status: '' },
  configVariables: [{ key: 'edge', stringValue: 'dublin' }, { key: 'region' }],
  authConfig: minimal.authConfig,
  lockConfig: { locked: true, reason: 'Audit.' },
  destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: 'proxy.example.com', port: 3128 }] }],
  serviceAccount: 'twilio@my-project.iam.gserviceaccount.com',
  nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
  logConfig: { enabled: true, level: 'ERROR' },
  suspended: true,
  connectionRevision: '3',
  connectorVersionLaunchStage: 'GA',
  connectorVersionInfraConfig: { ratelimitThreshold: '25' },
};

test("describeConnection returns a connection that sets every field unchanged and in Google's order", () => {
  const described = describeConnection(parseConnectionOrThrow(stored));
  expect(JSON.stringify(described)).toBe(JSON.stringify(stored));
});

test('describeConnection omits fields that are not set but always includes the status', () => {
  expect(describeConnection(parseConnectionOrThrow(minimal))).toEqual({
    ...minimal,
    status: { state: 'CREATING', description: '', status: '' },
    nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
    connectionRevision: '1',
    connectorVersionLaunchStage: 'GA',
    connectorVersionInfraConfig: { ratelimitThreshold: '25' },
  });
});

test('describeConnection returns a copy that parses to the same connection', () => {
  const connection = parseConnectionOrThrow(stored);
  const described = describeConnection(connection);
  expect(parseConnectionOrThrow(described)).toEqual(connection);
  expect(described.authConfig).not.toBe(connection.authConfig);
  expect(described.configVariables?.[0]).not.toBe(connection.configVariables[0]);
});
