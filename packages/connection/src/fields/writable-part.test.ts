import { expect, test } from 'vitest';
import { describeConnection, parseConnection, parseConnectionOrThrow, writablePart } from '../index.js';
import { minimal } from '../../test/valid-connection.js';

test('writablePart keeps what clients set and drops what only the server sets', () => {
  const described = describeConnection(parseConnectionOrThrow({ ...minimal, description: 'Support line.' }));
  const { connection, unsupported } = writablePart({ ...described, serviceDirectory: 'a', host: 'b' });
  const { name: _, ...fields } = minimal;
  expect(connection).toEqual({
    ...fields,
    description: 'Support line.',
    nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
  });
  expect(unsupported).toEqual([]);
});

test('writablePart names each unsupported field with a value once, by a path without list positions', () => {
  const key = { encryptionKeyValue: { type: 'GOOGLE_MANAGED' } };
  const { connection, unsupported } = writablePart({
    ...minimal,
    adminFilters: [{}],
    asyncOperationsEnabled: false,
    trafficShapingConfigs: [],
    eventingConfig: null,
    configVariables: [
      { key: 'edge', stringValue: 'dublin' },
      { key: 'region', ...key },
      { key: 'bulk', ...key },
    ],
    authConfig: { ...minimal.authConfig, sshPublicKey: { username: 'a' } },
  });
  expect(unsupported).toEqual(['authConfig.sshPublicKey', 'adminFilters', 'configVariables.encryptionKeyValue']);
  expect(connection['configVariables']).toEqual([
    { key: 'edge', stringValue: 'dublin' },
    { key: 'region' },
    { key: 'bulk' },
  ]);
  expect(parseConnection(connection, { name: minimal.name })).toMatchObject({ ok: true });
});

test('writablePart leaves values that are not valid for the parser to refuse', () => {
  expect(writablePart({ ...minimal, labels: 7, configVariables: 'x', descriptoin: 'y' }).connection).toMatchObject({
    labels: 7,
    configVariables: 'x',
    descriptoin: 'y',
  });
});
