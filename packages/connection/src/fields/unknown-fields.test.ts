import { expect, test } from 'vitest';
import { minimal, withValue } from '../../test/valid-connection.js';
import { NOT_SERVED_FIELDS, OUTPUT_ONLY_FIELDS } from './google-fields.js';
import { parseConnection } from '../index.js';

test.each([
  ['conectorVersion', 'is no field of a Connection; did you mean connectorVersion?'],
  ['connector_version', 'is no field of a Connection; did you mean connectorVersion?'],
  ['nodeConfig.minNodes', 'is no field of nodeConfig; did you mean minNodeCount?'],
  ['nodeConfig.max_node_count', 'is no field of nodeConfig; did you mean maxNodeCount?'],
  ['nodeConfig.q', 'is no field of nodeConfig; its fields are minNodeCount, maxNodeCount'],
  ['authConfig.userPassword.pasword', 'is no field of authConfig.userPassword; did you mean password?'],
  [
    'authConfig.userPassword.password.secretVersions',
    'is no field of authConfig.userPassword.password; did you mean secretVersion?',
  ],
  ['ssl_config', 'is no field of a Connection; did you mean sslConfig?'],
  ['constructor', 'is no field of a Connection; its fields are name, connectorVersion, description'],
  ['__proto__', 'is no field of a Connection; its fields are name, connectorVersion, description'],
])('%s is refused, with the right name where one is close', (field, predicate) => {
  const input = field === '__proto__' ? { ...minimal, ['__proto__']: 'x' } : withValue(field, 'x');
  expect(parseConnection(input)).toEqual({
    ok: false,
    violations: [{ field, description: expect.stringContaining(`${field} ${predicate}`) }],
  });
});

test('a wrong field of an item in a list is named with its place', () => {
  expect(
    parseConnection(withValue('configVariables', [{ key: 'edge' }, { key: 'region', value: 'us1' }])),
  ).toMatchObject({
    violations: [{ field: 'configVariables[1].value', description: expect.stringContaining('did you mean') }],
  });
});

const notServed = Object.entries(NOT_SERVED_FIELDS).flatMap(([path, fields]) =>
  fields.map((field) => ({ path, field: path === '' ? field : `${path}.${field}` })),
);

/** Messages that stand in lists. */
const IN_LISTS = ['configVariables', 'authConfig.additionalVariables', 'destinationConfigs.destinations'];

test.each(notServed.filter(({ path }) => !IN_LISTS.includes(path)))('$field is refused by its name', ({ field }) => {
  const whole = { ...minimal, connectorVersionInfraConfig: { ratelimitThreshold: '25' } };
  expect(parseConnection(withValue(field, { some: 'value' }, whole))).toEqual({
    ok: false,
    violations: [{ field, description: `${field} is not supported by this build; leave it out.` }],
  });
});

test.each([
  ['configVariables', 'configVariables[0].encryptionKeyValue', [{ key: 'edge', encryptionKeyValue: { type: 'x' } }]],
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
])('what is not served in %s is refused by its name', (path, field, value) => {
  const result = parseConnection(withValue(path, value));
  expect(!result.ok && result.violations[0]).toEqual({
    field,
    description: `${field} is not supported by this build; leave it out.`,
  });
});

test('every output-only field is served or refused by name, so that none is unknown', () => {
  const result = parseConnection({
    ...minimal,
    ...Object.fromEntries(OUTPUT_ONLY_FIELDS.map((field) => [field, { a: 1 }])),
  });
  expect(result).toMatchObject({ ok: false });
  expect(!result.ok && result.violations.filter(({ description }) => description.includes('is no field'))).toEqual([
    expect.objectContaining({ field: 'status.a' }),
    expect.objectContaining({ field: 'connectorVersionInfraConfig.a' }),
  ]);
});
