import { createSecret } from '@twilio-connector/connection';
import { expect, test } from 'vitest';
import { NAME, temporaryStore } from '../../test/connection-parts.js';
import { BODY } from '../../test/lifecycle-bed.js';
import { ADMINISTRATOR } from '../access/caller.js';
import { createPolicies } from '../access/policies.js';
import { openConnections } from './open-connections.js';

const POLICY = { bindings: [{ role: 'roles/connectors.invoker', members: ['token:a'] }] };

test('a policy that is set while its connection is deleted does not outlive the connection', async () => {
  const store = await temporaryStore();
  const policies = createPolicies({ store, isOnlyWriter: true });
  let setting: Promise<unknown> | undefined;
  const opened = openConnections({
    store,
    isOnlyWriter: true,
    secrets: { resolve: async () => createSecret('secret') },
    policies: {
      ...policies,
      async forget(name, transaction) {
        await policies.forget(name, transaction);
        setting = policies.set(ADMINISTRATOR, NAME, POLICY).catch((error: unknown) => error);
      },
    },
    hosts: { checkUrl: () => undefined, checkHost: () => undefined, checkAddress: () => 'No address is allowed.' },
    onSecret() {},
    onAttempt() {},
    onError(error) {
      throw error;
    },
    now: () => 0,
    steadyNow: () => 0,
  });
  await opened.connections.create(NAME, { ...BODY, suspended: true });
  await policies.set(ADMINISTRATOR, NAME, POLICY);
  expect(await opened.connections.remove(NAME)).toMatchObject({ done: true, response: {} });
  expect(await setting).toMatchObject({ code: 'NOT_FOUND', reason: 'UNKNOWN_CONNECTION' });
  expect(await store.selectFrom('policies').selectAll().execute()).toEqual([]);
  expect((await policies.get(NAME)).bindings).toEqual([]);
  await opened.close();
});
