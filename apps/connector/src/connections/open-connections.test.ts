import { createSecret } from '@twilio-connector/connection';
import { expect, onTestFinished, test, vi } from 'vitest';
import { NAME, settled, temporaryStore } from '../../test/connection-parts.js';
import { BODY } from '../../test/lifecycle-bed.js';
import { createNodeClock } from '../../test/node-clock.js';
import { createAllowedHosts } from '../network/allowed-hosts.js';
import { SYSTEM_CLOCKS } from '../store/clock.js';
import { createLongRunningOperation } from './long-running-operations.js';
import { type ConnectionsOptions, openConnections } from './open-connections.js';

const AT_GATEWAY = [{ key: 'base_url', stringValue: 'http://127.0.0.1:8081' }];

/** All connections on a store, with hosts that refuse every address. Nothing is sent. */
async function open(changes: Partial<ConnectionsOptions> = {}) {
  const policies = {
    isServiceAccountAllowed: vi.fn(async () => false),
    forget: vi.fn(async () => {}),
    reload: vi.fn(),
  };
  const errors: unknown[] = [];
  const opened = openConnections({
    ...SYSTEM_CLOCKS,
    store: await temporaryStore(),
    isOnlyWriter: true,
    secrets: { resolve: async () => createSecret('a-secret-of-the-gateway') },
    policies,
    hosts: { ...createAllowedHosts(['127.0.0.1']), checkAddress: () => 'No address is allowed here.' },
    onSecret() {},
    onAttempt() {},
    onError: (error) => void errors.push(error),
    ...changes,
  });
  onTestFinished(() => opened.close());
  return { ...opened, policies, errors };
}

test('a connection is checked with its secret, at an address that its hosts allow', async () => {
  const onSecret = vi.fn();
  const { connections, errors } = await open({ onSecret });
  const { response } = await connections.create(NAME, { ...BODY, configVariables: AT_GATEWAY });
  expect(response).toMatchObject({
    name: NAME,
    status: { state: 'ERROR', description: expect.stringContaining('No address is allowed here.') },
  });
  expect(onSecret).toHaveBeenCalledWith(BODY.authConfig.userPassword.username, 'a-secret-of-the-gateway');
  expect(errors).toEqual([]);
});

test('a connection cannot have a base URL that its hosts do not allow', async () => {
  const { connections } = await open();
  const configVariables = [{ key: 'base_url', stringValue: 'http://127.0.0.2:8081' }];
  await expect(connections.create(NAME, { ...BODY, configVariables })).rejects.toThrow(
    '127.0.0.2:8081 is not on the list of allowed hosts',
  );
});

test('a secret of another project requires that the service account may access secrets there', async () => {
  const { connections, policies } = await open();
  const serviceAccount = 'connector@demo.iam.gserviceaccount.com';
  const password = { secretVersion: 'projects/vault/secrets/token/versions/1' };
  const authConfig = { ...BODY.authConfig, userPassword: { ...BODY.authConfig.userPassword, password } };
  const input = { ...BODY, authConfig, serviceAccount, configVariables: AT_GATEWAY };
  await expect(connections.create(NAME, input)).rejects.toThrow('is a secret of another project');
  policies.isServiceAccountAllowed.mockResolvedValue(true);
  expect(await connections.create(NAME, input)).toMatchObject({ done: true });
  expect(policies.isServiceAccountAllowed).toHaveBeenLastCalledWith(
    serviceAccount,
    'secretmanager.versions.access',
    'vault',
  );
});

test('a server that requires grants refuses a secret of the own project without one', async () => {
  const { connections } = await open({ mayReadOwnSecret: () => false });
  await expect(connections.create(NAME, { ...BODY, configVariables: AT_GATEWAY })).rejects.toThrow('needs a grant');
});

test('a deleted connection leaves neither its policy nor, a second later, its nodes', async () => {
  const nodeClock = createNodeClock();
  const { connections, policies, queueStats } = await open({ nodeClock });
  await connections.create(NAME, { ...BODY, configVariables: AT_GATEWAY });
  expect([policies.forget.mock.calls.length, policies.reload.mock.calls.length]).toEqual([0, 0]);
  await connections.remove(NAME);
  expect(policies.forget).toHaveBeenCalledExactlyOnceWith(NAME, expect.anything());
  expect(policies.reload).toHaveBeenCalledOnce();
  expect(nodeClock.timers).toBeGreaterThan(0);
  nodeClock.advance(2000);
  expect([nodeClock.timers, queueStats().queued]).toEqual([0, 0]);
});

test.each(['recover', 'resume'] as const)(
  'a change that the previous process did not finish is finished by %s',
  async (finish) => {
    const { [finish]: act, connections, table, longRunningOperations } = await open();
    await connections.create(NAME, { ...BODY, suspended: true });
    await table.change(NAME, (current) => ({ ...current, status: { ...current.status, state: 'UPDATING' } }));
    const { name } = await longRunningOperations.insert(createLongRunningOperation(NAME, 'update', 0));
    await act();
    await expect.poll(() => longRunningOperations.get(name)).toMatchObject({ done: true });
    expect((await connections.get(NAME)).status.state).toBe('INACTIVE');
  },
);

test('close waits for changes in progress', async () => {
  const resolve = Promise.withResolvers<void>();
  const opened = await open({
    secrets: { resolve: () => resolve.promise.then(() => createSecret('a-secret-of-the-gateway')) },
  });
  const { connections, table } = opened;
  void connections.create(NAME, { ...BODY, configVariables: AT_GATEWAY });
  await expect.poll(() => table.get(NAME)).toMatchObject({ status: { state: 'CREATING' } });
  let isClosed = false;
  const closing = opened.close().then(() => (isClosed = true));
  await settled();
  expect(isClosed).toBe(false);
  resolve.resolve();
  await closing;
  expect((await table.get(NAME))?.status.state).toBe('ERROR');
});
