import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectionsBed, secretVersion, startConnectionsBed, VERSION } from './connections-bed.js';
import { createTerraform } from './terraform.js';

let bed: ConnectionsBed;
let terraform: ReturnType<typeof createTerraform>;
beforeAll(async () => {
  bed = await startConnectionsBed();
  terraform = createTerraform(bed);
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
});
afterAll(() => bed.close());

/** The request that the provider sends for the template of the reference page, with all variables in the same order. */
const template = () => ({
  connectorVersion: VERSION,
  description: 'made by Terraform',
  labels: { foo: 'bar', a: 'b' },
  serviceAccount: 'connector@demo.iam.gserviceaccount.com',
  suspended: false,
  configVariables: [
    { key: 'proxy_ssltype', stringValue: 'AUTO' },
    { key: 'proxy_enabled', boolValue: false },
    { key: 'proxy_auth_scheme', stringValue: 'BASIC' },
    { key: 'proxy_user', stringValue: 'u' },
    { key: 'proxy_password', secretValue: { secretVersion: secretVersion('p') } },
    { key: 'base_url', stringValue: bed.baseUrl },
    { key: 'bulk', boolValue: true },
    { key: 'read_only', boolValue: false },
  ],
  authConfig: {
    authType: 'USER_PASSWORD',
    additionalVariables: [],
    userPassword: {
      username: bed.simulator.accountSid,
      password: { secretVersion: secretVersion('twilio-token') },
    },
  },
  destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: 'proxy.example.com', port: 3128 }] }],
  lockConfig: { locked: false, reason: '' },
  nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
  logConfig: { enabled: true, level: 'DEBUG' },
  sslConfig: undefined,
});

/** Compares the sent fields like Terraform does: a missing value equals an empty one, false and 0. */
function difference(sent: object, read: object): string[] {
  return Object.entries(sent).flatMap(([key, value]) => {
    const got = (read as Record<string, unknown>)[key];
    return JSON.stringify(normal(value)) === JSON.stringify(normal(got)) ? [] : [key];
  });
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(normal);
  if (typeof value !== 'object' || value === null) return value || undefined;
  const members = Object.entries(value).map(([key, member]) => [key, normal(member)] as const);
  const set = members.filter(([, member]) => member !== undefined);
  return set.length === 0 ? undefined : Object.fromEntries(set.toSorted(([a], [b]) => a.localeCompare(b)));
}

test('a Terraform apply creates the connection, and a plan after it finds no difference', async () => {
  const sent = template();
  const { read, requests } = await terraform.create('twilio', sent);
  expect(requests[0]).toMatch(/^POST .*\/connections\?connectionId=twilio$/);
  expect(read).toMatchObject({ status: { state: 'ACTIVE' } });
  expect(difference(sent, read)).toEqual([]);
  expect(difference(sent, await terraform.read('twilio'))).toEqual([]);
});

test('a boolean variable without a value counts as false and is returned unchanged', async () => {
  const { configVariables } = await terraform.read('twilio');
  expect(configVariables?.[1]).toEqual({ key: 'proxy_enabled' });
  expect(configVariables?.map(({ key }) => key)).toEqual(template().configVariables.map(({ key }) => key));
});

test('Terraform reads all exported attributes, and computed attributes have the values that the server chose', async () => {
  const resource: Record<string, any> = await terraform.read('twilio');
  for (const key of ['createTime', 'updateTime', 'connectionRevision', 'connectorVersionLaunchStage']) {
    expect(resource[key]).toEqual(expect.any(String));
  }
  expect(resource['connectorVersionInfraConfig']).toEqual({ ratelimitThreshold: '25' });
  const { nodeConfig, logConfig: _, ...bare } = template();
  const { read: chosen } = await terraform.create('bare', { ...bare, logConfig: { enabled: true } });
  expect([chosen.nodeConfig, chosen.logConfig]).toEqual([nodeConfig, { enabled: true, level: 'ERROR' }]);
});

test('a Terraform update applies every field in the masks of the provider', async () => {
  const updated = {
    ...template(),
    description: 'changed',
    labels: { a: 'c' },
    configVariables: [
      { key: 'base_url', stringValue: bed.baseUrl },
      { key: 'bulk', boolValue: false },
    ],
    nodeConfig: { minNodeCount: 1, maxNodeCount: 3 },
    logConfig: { enabled: false, level: 'ERROR' },
    destinationConfigs: [],
  };
  const masks = [
    ['description'],
    ['labels', 'configVariables', 'destinationConfigs'],
    ['nodeConfig', 'logConfig'],
    // The provider also lists fields without values.
    [
      'authConfig',
      'serviceAccount',
      'sslConfig',
      'lockConfig',
      'suspended',
      'eventingConfig',
      'eventingEnablementType',
    ],
  ];
  for (const mask of masks) {
    const { read, requests } = await terraform.update('twilio', updated, mask);
    expect(requests[0]).toContain(`?updateMask=${encodeURIComponent(mask.join(','))}`);
    const named = Object.entries(updated).filter(([key]) => mask.includes(key));
    expect(difference(Object.fromEntries(named), read)).toEqual([]);
  }
  expect(difference(updated, await terraform.read('twilio'))).toEqual([]);
});

test('a Terraform update suspends and resumes a connection', async () => {
  const suspended = await terraform.update('twilio', { ...template(), suspended: true }, ['suspended']);
  expect(suspended.read).toMatchObject({ suspended: true, status: { state: 'INACTIVE' } });
  const resumed = await terraform.update('twilio', { ...template(), suspended: false }, ['suspended']);
  expect(resumed.read.suspended).toBeUndefined();
  expect(resumed.read.status?.state).toBe('ACTIVE');
});

test('a Terraform apply stops waiting at the state ERROR, and fails with the field of a wrong value', async () => {
  const wrong = { ...template().authConfig, userPassword: { ...template().authConfig.userPassword } };
  wrong.userPassword.password = { secretVersion: secretVersion('nothing') };
  expect((await terraform.create('broken', { ...template(), authConfig: wrong })).read.status?.state).toBe('ERROR');
  const refused = terraform.create('refused', { ...template(), logConfig: { enabled: true, level: 'TRACE' } });
  await expect(refused).rejects.toThrow('logConfig.level');
});

test('a Terraform destroy waits for the end of the delete, after which a read is 404', async () => {
  await terraform.destroy('twilio');
  await expect(terraform.read('twilio')).rejects.toMatchObject({ status: 404 });
});
