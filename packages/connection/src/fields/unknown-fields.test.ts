import { expect, test } from 'vitest';
import { minimal, withValue } from '../../test/valid-connection.js';
import { UNSUPPORTED_FIELDS, OUTPUT_ONLY_FIELDS } from './google-fields.js';
import { parseConnection } from '../index.js';

test.each([
  ['conectorVersion', 'is not a field of a Connection; did you mean connectorVersion?'],
  ['connector_version', 'is not a field of a Connection; did you mean connectorVersion?'],
  ['nodeConfig.minNodes', 'is not a field of nodeConfig; did you mean minNodeCount?'],
  ['nodeConfig.max_node_count', 'is not a field of nodeConfig; did you mean maxNodeCount?'],
  ['nodeConfig.q', 'is not a field of nodeConfig; expected one of minNodeCount, maxNodeCount'],
  ['authConfig.userPassword.pasword', 'is not a field of authConfig.userPassword; did you mean password?'],
  [
    'authConfig.userPassword.password.secretVersions',
    'is not a field of authConfig.userPassword.password; did you mean secretVersion?',
  ],
  ['ssl_config', 'is not a field of a Connection; did you mean sslConfig?'],
  ['constructor', 'is not a field of a Connection; expected one of name, connectorVersion, description'],
  ['__proto__', 'is not a field of a Connection; expected one of name, connectorVersion, description'],
])('the unknown field %s is rejected with the nearest known field', (field, problem) => {
  const input = field === '__proto__' ? { ...minimal, ['__proto__']: 'x' } : withValue(field, 'x');
  expect(parseConnection(input)).toEqual({
    ok: false,
    violations: [{ field, description: expect.stringContaining(`${field} ${problem}`) }],
  });
});

test('an unknown field of a list item is reported with the position of the item', () => {
  expect(
    parseConnection(withValue('configVariables', [{ key: 'edge' }, { key: 'region', value: 'us1' }])),
  ).toMatchObject({
    violations: [{ field: 'configVariables[1].value', description: expect.stringContaining('did you mean') }],
  });
});

const unsupported = Object.entries(UNSUPPORTED_FIELDS).flatMap(([path, fields]) =>
  fields.map((field) => ({ path, field: path === '' ? field : `${path}.${field}` })),
);

/** Messages that are list items. */
const IN_LISTS = [
  'configVariables',
  'authConfig.additionalVariables',
  'sslConfig.additionalVariables',
  'destinationConfigs.destinations',
];

test.each(unsupported.filter(({ path }) => !IN_LISTS.includes(path)))(
  'the field $field is rejected as unsupported',
  ({ field }) => {
    const whole = { ...minimal, connectorVersionInfraConfig: { ratelimitThreshold: '25' } };
    expect(parseConnection(withValue(field, { some: 'value' }, whole))).toEqual({
      ok: false,
      violations: [{ field, description: `${field} is not supported by this build; remove it.` }],
    });
  },
);

test.each([
  ['configVariables', 'configVariables[0].encryptionKeyValue', [{ key: 'edge', encryptionKeyValue: { type: 'x' } }]],
  [
    'sslConfig.additionalVariables',
    'sslConfig.additionalVariables[0].encryptionKeyValue',
    [{ key: 'min_tls_version', encryptionKeyValue: { type: 'x' } }],
  ],
  [
    'authConfig.additionalVariables',
    'authConfig.additionalVariables[0].encryptionKeyValue',
    [{ encryptionKeyValue: { type: 'x' } }],
  ],
  [
    'destinationConfigs',
    'destinationConfigs[0].destinations[0].serviceAttachment',
    [{ key: 'proxy_server', destinations: [{ serviceAttachment: 'x' }] }],
  ],
])('an unsupported field in the list %s is rejected as unsupported', (path, field, value) => {
  const result = parseConnection(withValue(path, value));
  expect(!result.ok && result.violations[0]).toEqual({
    field,
    description: `${field} is not supported by this build; remove it.`,
  });
});

test('every output-only field is either supported or rejected as unsupported', () => {
  const result = parseConnection({
    ...minimal,
    ...Object.fromEntries(OUTPUT_ONLY_FIELDS.map((field) => [field, { a: 1 }])),
  });
  expect(result).toMatchObject({ ok: false });
  expect(!result.ok && result.violations.filter(({ description }) => description.includes('is not a field'))).toEqual([
    expect.objectContaining({ field: 'status.a' }),
    expect.objectContaining({ field: 'connectorVersionInfraConfig.a' }),
  ]);
});
