import { createSecret } from '@twilio-connector/connection';
import { expect, test } from 'vitest';
import { connectionOf } from '../../test/connection-parts.js';
import { SecretError } from '../secrets/errors.js';
import { createConnectionNodes } from './connection-nodes.js';
import { createRuntimeSource } from './runtime-source.js';

// An IP address, so that no name is resolved before the refusal.
const configVariables = [{ key: 'base_url', stringValue: 'http://127.0.0.1:8081' }];

/** A source whose requests are refused before they are sent. These tests only check which requests are admitted. */
function open() {
  const state = { secret: 'one', changed: '', violation: '', logins: [] as (readonly [string, string])[] };
  const nodes = createConnectionNodes();
  const source = createRuntimeSource({
    nodes,
    secrets: {
      resolve: async (name) =>
        createSecret(state.changed !== '' && name.includes(`/${state.changed}/`) ? 'changed' : state.secret),
    },
    validator: {
      hostViolations: () => [],
      secretViolations: async () => (state.violation ? [{ field: 'authConfig', description: state.violation }] : []),
    },
    onSecret: (user, secret) => void state.logins.push([user, secret]),
    client: { checkAddress: () => 'No address is allowed.' },
  });
  return { source, state, nodes };
}

const elsewhere = () => connectionOf({ configVariables });

test('a changed secret has a different digest, which does not contain the secret', async () => {
  const { source, state } = open();
  const digest = await source.secretDigest(elsewhere());
  expect((await source.compose(elsewhere())).secretDigest).toBe(digest);
  state.secret = 'two';
  const other = await source.secretDigest(elsewhere());
  expect(other).not.toBe(digest);
  expect(digest + other).not.toMatch(/one|two/);
});

/** A connection through a proxy with a password, and with TLS settings that refer to a secret. */
const proxied = () =>
  connectionOf({
    configVariables: [
      ...configVariables,
      { key: 'proxy_enabled', boolValue: true },
      { key: 'proxy_auth_scheme', stringValue: 'BASIC' },
      { key: 'proxy_user', stringValue: 'mufasa' },
      { key: 'proxy_password', secretValue: { secretVersion: 'projects/demo/secrets/proxy/versions/1' } },
    ],
    destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: 'proxy.example.com', port: 3128 }] }],
    sslConfig: {
      trustModel: 'PRIVATE',
      privateServerCertificate: { secretVersion: 'projects/demo/secrets/ca/versions/1' },
    },
  });

test('each secret of a connection changes its digest: the token, the password of the proxy and the certificates', async () => {
  const { source, state } = open();
  const digests = [await source.secretDigest(proxied())];
  for (const name of ['token', 'proxy', 'ca']) {
    state.changed = name;
    digests.push(await source.secretDigest(proxied()));
  }
  expect(new Set(digests).size).toBe(4);
  expect(state.logins).toContainEqual(['mufasa', 'one']);
});

test('a certificate that cannot be used fails with the name of the setting, without its content', async () => {
  const { source } = open();
  await expect(source.compose(proxied())).rejects.toMatchObject({
    code: 'SECRET_UNUSABLE',
    message: expect.stringMatching(/^A secret of the connection cannot be used: tls\.ca must be (?!.*one\b.*one\b)/),
  });
});

test('onSecret is called with every secret and its user name', async () => {
  const { source, state } = open();
  await source.compose(elsewhere());
  const key = `SK${'1'.repeat(32)}`;
  const { authConfig } = connectionOf();
  const withKey = connectionOf({
    configVariables,
    authConfig: {
      ...authConfig,
      authKey: 'api_key',
      userPassword: { ...authConfig.userPassword, username: key },
      additionalVariables: [{ key: 'account_sid', stringValue: authConfig.userPassword.username }],
    },
  });
  await source.compose(withKey);
  expect(state.logins).toEqual([
    [authConfig.userPassword.username, 'one'],
    [key, 'one'],
  ]);
});

test('a secret to which the connection lost access is not read', async () => {
  const { source, state } = open();
  state.violation = 'It is of another project.';
  for (const read of [source.compose(connectionOf()), source.secretDigest(connectionOf())]) {
    await expect(read).rejects.toEqual(new SecretError('SECRET_UNREADABLE', 'It is of another project.'));
  }
  expect(state.logins).toEqual([]);
});

const API_KEY = {
  authType: 'USER_PASSWORD',
  authKey: 'api_key',
  userPassword: { username: `SK${'1'.repeat(32)}`, password: connectionOf().authConfig.userPassword.password },
  additionalVariables: [{ key: 'account_sid', stringValue: `AC${'1'.repeat(32)}` }],
};
const AT_TWILIO = [{ key: 'base_url', stringValue: 'https://{product}.dublin.ie1.twilio.com' }];

test.each([
  ['an auth token', {}, 'UNKN', '0123456789abcdef0123456789abcdef'],
  ['an auth token', { configVariables: AT_TWILIO }, 'not-a-hexadecimal-token-of-twilio', 'F'.repeat(32)],
  ['the secret of an API key', { authConfig: API_KEY }, 'x'.repeat(31), 'Zz0123456789abcdefghijklmnopqrst'],
])('%s that cannot be one of Twilio is not sent to Twilio: %j %s', async (kind, changes, wrong, right) => {
  const { source, state } = open();
  state.secret = wrong;
  for (const read of [source.compose(connectionOf(changes)), source.secretDigest(connectionOf(changes))]) {
    const error = await read.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'SECRET_MALFORMED', message: expect.stringContaining(kind) });
    expect(String(error)).toContain('projects/demo/secrets/token/versions/latest in authConfig.userPassword.password');
    expect(String(error)).not.toContain(wrong);
  }
  state.secret = right;
  expect(await source.secretDigest(connectionOf(changes))).toBeTruthy();
});

test('all runtimes of a connection send through its nodes', async () => {
  const { source, nodes } = open();
  for (const connectionRevision of ['1', '2']) {
    const { runtime } = await source.compose(connectionOf({ configVariables, connectionRevision }));
    await runtime.checkStatus();
  }
  expect(nodes.of(connectionOf()).stats().started).toBe(2);
});
