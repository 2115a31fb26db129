import { configVariableTemplates, describeConnection, parseConnectionOrThrow } from '@twilio-connector/connection';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findConnections } from './find-connections.js';
import { parseHcl } from './parse-hcl.js';
import { writeConnection } from './write-connection.js';

const secretVersion = 'projects/demo/secrets/token/versions/latest';

/** Texts with everything that HCL escapes. Terraform and its parser normalize texts to NFC. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', '\\', '${', '%{', '$', '\n', '\t', '\u0007', 'é'),
      fc.string({ unit: 'grapheme' }),
    ),
  })
  .map((value) => value.normalize('NFC'))
  .filter((value) => value.isWellFormed());

const label = fc.stringMatching(/^[a-z0-9_-]{0,63}$/);

/** The values of each variable; undefined is a variable without a value. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  subaccount_sid: [`AC${'0'.repeat(32)}`],
  region: ['ie1', ''],
  edge: ['dublin'],
  base_url: ['http://127.0.0.1:8081/{product}'],
  allowed_operations: ['LIST, Messages.CREATE'],
  allowed_actions: ['DEFAULT'],
  bulk: [true, false],
  read_only: [true, false],
  proxy_enabled: [false],
  proxy_auth_scheme: ['BASIC', 'DIGEST', 'NONE'],
  proxy_user: ['a user'],
  proxy_password: [{ secretVersion }],
  proxy_ssltype: ['AUTO', 'ALWAYS', 'NEVER', 'TUNNEL'],
};
const FIELD_OF: Readonly<Record<string, string>> = {
  boolean: 'boolValue',
  object: 'secretValue',
  string: 'stringValue',
};

const variables = fc
  .shuffledSubarray(configVariableTemplates.map(({ key }) => key))
  .chain((keys) =>
    fc.tuple(...keys.map((key) => fc.constantFrom(undefined, ...(VALUES[key] ?? [])).map((value) => ({ key, value })))),
  )
  .map((chosen) =>
    chosen.map(({ key, value }) => ({ key, ...(value !== undefined && { [FIELD_OF[typeof value] ?? '']: value }) })),
  );

const login = (username: string) => ({ username, password: { secretVersion } });

const connection = fc
  .record(
    {
      description: text,
      labels: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_-]{0,62}$/), label),
      serviceAccount: fc.constant('connector@demo.iam.gserviceaccount.com'),
      suspended: fc.boolean(),
      configVariables: variables,
      destinationConfigs: fc.array(
        fc.record({
          key: fc.constant('proxy_server'),
          destinations: fc.array(
            fc.record(
              { host: fc.constantFrom('proxy.example.com', '2001:db8::1'), port: fc.integer({ min: 1, max: 65535 }) },
              { requiredKeys: [] },
            ),
            { minLength: 1, maxLength: 1 },
          ),
        }),
        { maxLength: 1 },
      ),
      lockConfig: fc.record({ locked: fc.boolean(), reason: text }, { requiredKeys: ['locked'] }),
      nodeConfig: fc.constantFrom({ minNodeCount: 1, maxNodeCount: 100 }, {}, { maxNodeCount: 9 }),
      sslConfig: fc.constantFrom(
        {},
        { type: 'TLS', trustModel: 'PRIVATE', serverCertType: 'PEM', privateServerCertificate: { secretVersion } },
        {
          type: 'MTLS',
          useSsl: true,
          clientCertType: 'PEM',
          clientCertificate: { secretVersion },
          clientPrivateKey: { secretVersion },
          clientPrivateKeyPass: { secretVersion },
          additionalVariables: [{ key: 'min_tls_version', stringValue: 'TLS_1_3' }],
        },
      ),
      logConfig: fc.record(
        { enabled: fc.boolean(), level: fc.constantFrom('ERROR', 'INFO', 'DEBUG') },
        { requiredKeys: ['enabled'] },
      ),
      authConfig: fc.constantFrom(
        { authType: 'USER_PASSWORD', userPassword: login(`AC${'0'.repeat(32)}`) },
        {
          authType: 'USER_PASSWORD',
          authKey: 'api_key',
          userPassword: login(`SK${'a'.repeat(32)}`),
          additionalVariables: [{ key: 'account_sid', stringValue: `AC${'0'.repeat(32)}` }],
        },
      ),
    },
    { requiredKeys: ['authConfig'] },
  )
  .map((fields) =>
    parseConnectionOrThrow({
      name: 'projects/demo/locations/us-central1/connections/support-2',
      connectorVersion: 'projects/demo/locations/global/providers/default/connectors/twilio/versions/1',
      ...fields,
    }),
  );

test('a connection that is written as Terraform and read again is the same connection', async () => {
  await fc.assert(
    fc.asyncProperty(connection, async (before) => {
      const configuration = await parseHcl('support.tf', writeConnection(describeConnection(before)));
      const place = { project: 'other', location: 'other' };
      const { connections, others } = findConnections([{ file: 'support.tf', configuration }], {
        given: new Map(),
        place,
      });
      const [found] = connections;
      expect([connections.length, others, found?.obstacles, found?.leftOut]).toEqual([1, [], [], []]);
      const { status, createTime: _created, ...fields } = describeConnection(before);
      const after = parseConnectionOrThrow({ ...found?.resource, status }, { name: found?.name ?? '' });
      expect(describeConnection(after)).toEqual({ ...fields, status });
    }),
    { numRuns: 300 },
  );
});

test('a connection is written as terraform fmt lays it out', () => {
  const hcl = writeConnection({
    name: 'projects/demo/locations/local/connections/support',
    connectorVersion: 'projects/demo/locations/global/providers/twilio/connectors/twilio/versions/1',
    labels: { team: 'front', empty: '' },
    configVariables: [{ key: 'bulk', boolValue: false }, { key: 'edge' }],
    nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
    lockConfig: {},
    logConfig: { level: 'INFO' },
    status: { state: 'ACTIVE' },
    adminFilters: [],
  });
  expect(hcl).toMatchInlineSnapshot(`
    "# terraform import google_integration_connectors_connection.support projects/demo/locations/local/connections/support
    resource "google_integration_connectors_connection" "support" {
      project           = "demo"
      location          = "local"
      name              = "support"
      connector_version = "projects/demo/locations/global/providers/twilio/connectors/twilio/versions/1"
      labels = {
        "team"  = "front"
        "empty" = ""
      }

      config_variable {
        key           = "bulk"
        boolean_value = false
      }

      config_variable {
        key = "edge"
      }

      lock_config {
        locked = false
      }

      node_config {
        min_node_count = 2
        max_node_count = 50
      }

      log_config {
        enabled = false
        level   = "INFO"
      }
    }
    "
  `);
});
