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
  const state = { secret: 'one', violation: '', logins: [] as (readonly [string, string])[] };
  const nodes = createConnectionNodes();
  const source = createRuntimeSource({
    nodes,
    secrets: { resolve: async () => createSecret(state.secret) },
    validator: {
      hostViolations: () => [],
      secretViolations: async () => (state.violation ? [{ field: 'authConfig', description: state.violation }] : []),
    },
    onSecret: (user, secret) => void state.logins.push([user, secret]),
    client: { checkAddress: () => 'No address is allowed.', onAttempt() {} },
  });
  return { source, state, nodes };
}

test('a changed secret has a different digest, which does not contain the secret', async () => {
  const { source, state } = open();
  const digest = await source.secretDigest(connectionOf());
  expect((await source.compose(connectionOf())).secretDigest).toBe(digest);
  state.secret = 'two';
  const other = await source.secretDigest(connectionOf());
  expect(other).not.toBe(digest);
  expect(digest + other).not.toMatch(/one|two/);
});

test('onSecret is called with every secret and its user name', async () => {
  const { source, state } = open();
  await source.compose(connectionOf());
  const key = `SK${'1'.repeat(32)}`;
  const { authConfig } = connectionOf();
  const withKey = connectionOf({
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

test('all runtimes of a connection send through its nodes', async () => {
  const { source, nodes } = open();
  for (const connectionRevision of ['1', '2']) {
    const { runtime } = await source.compose(connectionOf({ configVariables, connectionRevision }));
    await runtime.checkStatus();
  }
  expect(nodes.of(connectionOf()).stats().started).toBe(2);
});
