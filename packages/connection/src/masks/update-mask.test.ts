import { describe, expect, test } from 'vitest';
import { minimal, withApiKey } from '../../test/valid-connection.js';
import { applyUpdateMask, parseConnectionOrThrow } from '../index.js';

const current = parseConnectionOrThrow({
  ...minimal,
  description: 'Before.',
  labels: { team: 'support', env: 'prod' },
  configVariables: [
    { key: 'region', stringValue: 'ie1' },
    { key: 'edge', stringValue: 'dublin' },
  ],
  nodeConfig: { minNodeCount: 3, maxNodeCount: 30 },
  lockConfig: { locked: true, reason: 'Audit.' },
  suspended: true,
  createTime: '2026-01-31T12:00:00Z',
  connectionRevision: '4',
});

/** The connection after the patch, or the violations. */
function patched(mask: string, patch: unknown) {
  const result = applyUpdateMask(current, patch, mask);
  return result.ok ? parseConnectionOrThrow(result.input) : result.violations;
}

describe('update mask', () => {
  test.each([
    ['description', { description: 'After.' }, { description: 'After.' }],
    [
      ' description , suspended',
      { description: 'After.', suspended: false },
      { description: 'After.', suspended: false },
    ],
    ['description,description', { description: 'After.' }, { description: 'After.' }],
    ['suspended', {}, { suspended: false }],
    ['description', {}, { description: '' }],
    ['description', { description: null }, { description: '' }],
    ['labels', { labels: { a: 'b' } }, { labels: { a: 'b' } }],
    ['labels', {}, { labels: {} }],
    ['labels.env', { labels: { env: 'test', team: 'x' } }, { labels: { team: 'support', env: 'test' } }],
    ['labels.env', {}, { labels: { team: 'support' } }],
    ['labels.my_key', { labels: { my_key: '1' } }, { labels: { team: 'support', env: 'prod', my_key: '1' } }],
    [
      'config_variables',
      { configVariables: [{ key: 'bulk', boolValue: true }] },
      { configVariables: [{ key: 'bulk', boolValue: true }] },
    ],
    ['configVariables', {}, { configVariables: [] }],
    ['nodeConfig', { nodeConfig: { minNodeCount: 5 } }, { nodeConfig: { minNodeCount: 5, maxNodeCount: 50 } }],
    [
      'node_config.min_node_count',
      { nodeConfig: { minNodeCount: 5, maxNodeCount: 9 } },
      { nodeConfig: { minNodeCount: 5, maxNodeCount: 30 } },
    ],
    [
      'nodeConfig.minNodeCount,node_config.max_node_count',
      { nodeConfig: { minNodeCount: 1, maxNodeCount: 4 } },
      { nodeConfig: { minNodeCount: 1, maxNodeCount: 4 } },
    ],
    ['nodeConfig.min_node_count', {}, { nodeConfig: { minNodeCount: 2, maxNodeCount: 30 } }],
    ['lock_config', {}, { lockConfig: undefined }],
    ['lock_config.locked', { lockConfig: {} }, { lockConfig: { reason: 'Audit.' } }],
    [
      'logConfig.level,logConfig.enabled',
      { logConfig: { enabled: true } },
      { logConfig: { enabled: true, level: 'ERROR' } },
    ],
    ['authConfig', { authConfig: withApiKey.authConfig }, { authConfig: withApiKey.authConfig }],
    [
      'serviceAccount',
      { serviceAccount: 'another@p.iam.gserviceaccount.com' },
      { serviceAccount: 'another@p.iam.gserviceaccount.com' },
    ],
    ['logConfig.level', {}, {}],
    ['ssl_config,eventingEnablementType', {}, {}],
  ])('the mask %j applies the masked fields of the patch %j', (mask, patch, changes) => {
    expect(patched(mask, patch)).toEqual({ ...current, ...changes });
  });

  test('the mask * replaces every writable field and no field that the server sets', () => {
    const { authConfig, connectorVersion } = minimal;
    const patch = {
      authConfig,
      connectorVersion,
      description: 'After.',
      name: 'x',
      createTime: 'y',
      connectionRevision: '9',
    };
    const { name, createTime, connectionRevision } = current;
    expect(patched('*', patch)).toEqual(
      parseConnectionOrThrow({ ...minimal, description: 'After.', name, createTime, connectionRevision }),
    );
  });

  test('applyUpdateMask returns the masked fields in camelCase without duplicates', () => {
    const result = applyUpdateMask(current, {}, 'node_config.min_node_count,nodeConfig.minNodeCount,labels.my_key');
    expect(result).toMatchObject({ ok: true, fields: ['nodeConfig.minNodeCount', 'labels.my_key'] });
  });

  test('applyUpdateMask modifies neither the connection nor the patch', () => {
    const before = structuredClone(current);
    const patch = { nodeConfig: { minNodeCount: 9 }, labels: {} };
    applyUpdateMask(current, patch, 'nodeConfig.minNodeCount,labels.env');
    expect(current).toEqual(before);
    expect(patch).toEqual({ nodeConfig: { minNodeCount: 9 }, labels: {} });
  });
});

test.each([
  ['', 'is empty; list the fields to change, or use * for all fields.'],
  [' , ', 'is empty; list the fields to change, or use * for all fields.'],
  ['name', 'contains name, which only the server sets; remove it.'],
  ['status.state', 'contains status.state, which only the server sets; remove it.'],
  ['create_time', 'contains create_time, which only the server sets; remove it.'],
  ['desciption', 'contains desciption, which is not a field of a Connection; did you mean description?'],
  [
    'min_node_count',
    'contains min_node_count, which is not a field of a Connection; did you mean nodeConfig.minNodeCount?',
  ],
  [
    'nodeConfig.minNodes',
    'contains nodeConfig.minNodes, which is not a field of a Connection; did you mean nodeConfig.minNodeCount?',
  ],
  ['suspended.now', 'contains suspended.now, which is not a field of a Connection; did you mean suspended?'],
  ['configVariables.region', 'contains a field inside a list, but lists are replaced as a whole; use configVariables.'],
  [
    'authConfig.additional_variables.x',
    'contains a field inside a list, but lists are replaced as a whole; use authConfig.additionalVariables.',
  ],
  ['xyz', 'contains xyz, which is not a field of a Connection; expected one of connectorVersion, description, labels,'],
  ['0123456789abcdef0123456789abcdef', 'contains …, which is not a field of a Connection; expected one of'],
])('the mask %j is rejected', (mask, problem) => {
  const result = applyUpdateMask(current, {}, mask);
  const description = expect.stringContaining(`updateMask ${problem}`);
  expect(result).toEqual({ ok: false, violations: [{ field: 'updateMask', description }] });
});

test.each([
  [undefined, 'The connection is missing; expected an object.'],
  ['text', 'The connection is a string of 4 characters; expected an object.'],
  [{ descripton: 'x' }, 'descripton is not a field of a Connection; did you mean description?'],
  [{ nodeConfig: { minNodes: 1 } }, 'nodeConfig.minNodes is not a field of nodeConfig; did you mean minNodeCount?'],
  [{ eventingConfig: { x: 1 } }, 'eventingConfig is not supported by this build; remove it.'],
])('the patch %j is rejected even when the mask contains only labels', (patch, description) => {
  expect(applyUpdateMask(current, patch, 'labels')).toMatchObject({ ok: false, violations: [{ description }] });
});

test('applyUpdateMask reports all violations of the mask and the patch at once', () => {
  const result = applyUpdateMask(current, { lables: {} }, 'name,lables,host');
  expect(!result.ok && result.violations.map(({ field }) => field)).toEqual([
    'updateMask',
    'updateMask',
    'updateMask',
    'lables',
  ]);
});

test('applyUpdateMask leaves a masked value of the wrong type for the parser to reject', () => {
  const result = applyUpdateMask(current, { nodeConfig: 5 }, 'nodeConfig.minNodeCount');
  expect(result).toMatchObject({ ok: true, input: { nodeConfig: 5 } });
});
