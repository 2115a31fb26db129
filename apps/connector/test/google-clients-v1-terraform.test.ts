import { writablePart } from '@twilio-connector/connection';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTerraform } from './terraform.js';
import { startTerraformBed, type TerraformBed } from './terraform-bed.js';
import { connectionOf, pageHcl } from './terraform-page.js';
import { type Arguments, changesOf } from './terraform-schema.js';

let bed: TerraformBed;
let terraform: ReturnType<typeof createTerraform>;
let page: Arguments;
beforeAll(async () => {
  bed = await startTerraformBed({ CONNECTOR_ALLOWED_HOSTS: '127.0.0.1:9' });
  terraform = createTerraform(bed, 'projects/demo/locations/us-central1');
  page = await connectionOf(pageHcl);
});
afterAll(() => bed.close());

/** The connection of the page under another name, with changes. */
const connection = (name: string, changes: Arguments = {}): Arguments => ({ ...page, name, ...changes });
const secret = (name: string) => [{ secret_version: `projects/demo/secrets/${name}/versions/1` }];

test('a Terraform apply of docs/terraform.md creates an active connection, and a second plan shows no changes', async () => {
  const { state, read, requests } = await terraform.apply(page);
  expect(requests[0]).toBe('POST projects/demo/locations/us-central1/connections?connectionId=support');
  expect(read.status?.state).toBe('ACTIVE');
  expect(changesOf(page, state)).toEqual([]);
  expect((await terraform.apply(page, state)).requests).toEqual([
    'GET projects/demo/locations/us-central1/connections/support',
  ]);
});

test('a Terraform import of the connection of docs/terraform.md leads to a plan without changes', async () => {
  const { state } = await terraform.import('support');
  expect(changesOf(page, state)).toEqual([]);
});

test('a boolean variable without a value counts as false, and config variables keep their order', async () => {
  const { configVariables } = await terraform.read('support');
  expect(configVariables?.[0]).toEqual({ key: 'proxy_enabled' });
  const keys = (page['config_variable'] as readonly Arguments[]).map((variable) => variable['key'] as string);
  expect(configVariables?.map(({ key }) => key)).toEqual(keys);
});

test('Terraform reads all exported attributes, and computed attributes have the values that the server chose', async () => {
  const { node_config: _, ...bare } = connection('bare', { log_config: [{ enabled: true }] });
  const { read, state } = await terraform.apply(bare);
  for (const key of ['createTime', 'updateTime', 'connectionRevision', 'connectorVersionLaunchStage'] as const) {
    expect(read[key]).toEqual(expect.any(String));
  }
  expect(read.labels).toEqual({ team: 'support', 'goog-terraform-provisioned': 'true' });
  expect(read.connectorVersionInfraConfig).toEqual({ ratelimitThreshold: '25' });
  expect(read.nodeConfig).toEqual({ minNodeCount: 2, maxNodeCount: 50 });
  expect(read.logConfig).toEqual({ enabled: true, level: 'ERROR' });
  expect(changesOf(bare, state)).toEqual([]);
});

/** The fields of a connection that differ, of those that clients set. */
function changedFields(before: object, after: object): string[] {
  const [one, other] = [before, after].map((resource) => writablePart({ ...resource }).connection);
  const names = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])];
  return names.filter((name) => JSON.stringify(one?.[name]) !== JSON.stringify(other?.[name]));
}

/** A change of every argument, and the fields that the provider names in the mask. */
const CHANGES: readonly (readonly [change: string, changes: Arguments, mask: string])[] = [
  ['another description', { description: 'changed' }, 'description'],
  ['no description', { description: undefined }, 'description'],
  ['other labels', { labels: { a: 'c' } }, 'labels'],
  ['no labels', { labels: {} }, 'labels'],
  ['a service account', { service_account: 'connector@demo.iam.gserviceaccount.com' }, 'serviceAccount'],
  ['more nodes', { node_config: [{ min_node_count: 3, max_node_count: 60 }] }, 'nodeConfig'],
  ['only a minimum of nodes', { node_config: [{ min_node_count: 4 }] }, 'nodeConfig'],
  ['a log level', { log_config: [{ enabled: true, level: 'DEBUG' }] }, 'logConfig'],
  ['no log', { log_config: [{ enabled: false, level: 'INFO' }] }, 'logConfig'],
  ['no log block', { log_config: [] }, 'logConfig'],
  ['a lock', { lock_config: [{ locked: true, reason: 'Audit.' }] }, 'lockConfig'],
  ['no lock', { lock_config: [] }, 'lockConfig'],
  ['no destination', { destination_config: [] }, 'destinationConfigs'],
  [
    'another destination',
    { destination_config: [{ key: 'proxy_server', destination: [{ host: '192.0.2.7', port: 8443 }] }] },
    'destinationConfigs',
  ],
  [
    'an API key',
    {
      auth_config: [
        {
          auth_type: 'USER_PASSWORD',
          auth_key: 'api_key',
          additional_variable: [{ key: 'account_sid', string_value: `AC${'0'.repeat(32)}` }],
          user_password: [{ username: `SK${'a'.repeat(32)}`, password: secret('twilio-token') }],
        },
      ],
    },
    'authConfig',
  ],
  [
    'another provider of the connector version',
    { connector_version: 'projects/demo/locations/global/providers/default/connectors/twilio/versions/1' },
    'connectorVersion',
  ],
  ['no variables', { config_variable: [] }, 'configVariables'],
  [
    'a private certificate authority and a client certificate',
    {
      ssl_config: [
        {
          type: 'MTLS',
          trust_model: 'PRIVATE',
          use_ssl: true,
          server_cert_type: 'PEM',
          client_cert_type: 'PEM',
          private_server_certificate: secret('ca'),
          client_certificate: secret('certificate'),
          client_private_key: secret('key'),
          client_private_key_pass: secret('pass'),
          additional_variable: [{ key: 'min_tls_version', string_value: 'TLS_1_3' }],
        },
      ],
    },
    'sslConfig',
  ],
  [
    'every variable in another order',
    {
      config_variable: [
        { key: 'read_only', boolean_value: true },
        { key: 'proxy_password', secret_value: secret('proxy-password') },
        { key: 'bulk', boolean_value: false },
        { key: 'proxy_ssltype', string_value: 'TUNNEL' },
        { key: 'edge', string_value: 'dublin' },
        { key: 'proxy_auth_scheme', string_value: 'DIGEST' },
        { key: 'region', string_value: 'ie1' },
        { key: 'proxy_user', string_value: 'connector' },
        { key: 'proxy_enabled', boolean_value: false },
        { key: 'allowed_operations', string_value: 'LIST' },
        { key: 'allowed_actions', string_value: '' },
        { key: 'subaccount_sid', string_value: `AC${'0'.repeat(32)}` },
      ],
    },
    'configVariables',
  ],
];

test.each(CHANGES)(
  'a Terraform update to %s changes only that field, and a plan after it shows no changes',
  async (change, changes, mask) => {
    const id = change.toLowerCase().replaceAll(/\W+/g, '-');
    const locked = change === 'no lock' ? { lock_config: [{ locked: true, reason: 'Audit.' }] } : {};
    const before = await terraform.apply(connection(id, locked));
    const wanted = connection(id, changes);
    const { state, read, requests } = await terraform.apply(wanted, before.state);
    expect(requests[0]).toBe(`PATCH projects/demo/locations/us-central1/connections/${id}?updateMask=${mask}`);
    expect(changesOf(wanted, state)).toEqual([]);
    expect(changedFields(before.read, read)).toEqual([mask]);
  },
);

test('a Terraform apply with every proxy variable of Google and a dead proxy ends in ERROR, and a plan after it shows no changes', async () => {
  const variables = page['config_variable'] as readonly Arguments[];
  const behindProxy = connection('behind-a-proxy', {
    config_variable: variables.map((variable) =>
      variable['key'] === 'proxy_enabled' ? { ...variable, boolean_value: true } : variable,
    ),
    destination_config: [{ key: 'proxy_server', destination: [{ host: '127.0.0.1', port: 9 }] }],
  });
  const { state, read } = await terraform.apply(behindProxy);
  expect(read.status).toMatchObject({ state: 'ERROR', description: expect.stringContaining('127.0.0.1:9') });
  expect(read.configVariables?.[0]).toEqual({ key: 'proxy_enabled', boolValue: true });
  expect(changesOf(behindProxy, state)).toEqual([]);
  const direct = await terraform.apply(connection('behind-a-proxy'), state);
  expect(direct.read.status?.state).toBe('ACTIVE');
});

test('a Terraform update suspends and resumes a connection', async () => {
  const { state } = await terraform.import('support');
  const suspended = await terraform.apply({ ...page, suspended: true }, state);
  expect(suspended.read).toMatchObject({ suspended: true, status: { state: 'INACTIVE' } });
  const resumed = await terraform.apply(page, suspended.state);
  expect(resumed.read.suspended).toBeUndefined();
  expect(resumed.read.status?.state).toBe('ACTIVE');
});

test('a Terraform apply stops waiting at the state ERROR, and fails with the field of a wrong value', async () => {
  const [auth] = page['auth_config'] as [Arguments];
  const wrong = [{ ...auth, user_password: [{ username: `AC${'0'.repeat(32)}`, password: secret('nothing') }] }];
  expect((await terraform.apply(connection('broken', { auth_config: wrong }))).read.status?.state).toBe('ERROR');
  const refused = terraform.apply(connection('refused', { log_config: [{ enabled: true, level: 'TRACE' }] }));
  await expect(refused).rejects.toThrow('logConfig.level');
  const eventing = terraform.apply(connection('eventing', { eventing_config: [{ enrichment_enabled: true }] }));
  await expect(eventing).rejects.toThrow('eventingConfig is not supported by this build');
});

test('a Terraform destroy waits for the end of the delete, after which a read is 404', async () => {
  await terraform.destroy('support');
  await expect(terraform.read('support')).rejects.toMatchObject({ status: 404 });
});
