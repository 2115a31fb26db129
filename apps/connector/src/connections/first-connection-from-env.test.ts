import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/connection-parts.js';
import { readEnv } from '../env.js';
import { createConnectionTable } from './connection-table.js';
import { createFirstSecretSource, firstConnectionFromEnv, storeFirstConnection } from './first-connection-from-env.js';
import { FIRST_CONNECTION } from './first-connection.js';

const accountSid = `AC${'1'.repeat(32)}`;

async function open() {
  const table = createConnectionTable({ store: await temporaryStore(), isOnlyWriter: true });
  /** Simulates a start with these variables. */
  const start = async (variables: Readonly<Record<string, string>> = {}) => {
    const env = readEnv(variables);
    const first = firstConnectionFromEnv({ accountSid, credentials: { authToken: 'x' } }, env);
    await storeFirstConnection(table, first, env);
    return table.get(FIRST_CONNECTION);
  };
  return { table, start };
}

test('the first connection follows the variables of the environment at every start', async () => {
  const { start } = await open();
  const set = { CONNECTOR_BULK: 'true', TWILIO_REGION: 'ie1', CONNECTOR_MIN_NODES: '3' };
  expect(await start(set)).toMatchObject({ nodeConfig: { minNodeCount: 3 }, connectionRevision: '1' });
  expect(await start({ ...set, CONNECTOR_MIN_NODES: '4' })).toMatchObject({
    nodeConfig: { minNodeCount: 4 },
    connectionRevision: '2',
  });
  expect(await start()).toMatchObject({
    configVariables: [],
    nodeConfig: { minNodeCount: 4 },
    connectionRevision: '3',
  });
  expect(await start()).toMatchObject({ connectionRevision: '3' });
});

test('the first connection keeps other changes across a start', async () => {
  const { table, start } = await open();
  await start();
  const changed = {
    suspended: true,
    description: 'Ours',
    nodeConfig: { minNodeCount: 7, maxNodeCount: 9 },
    configVariables: [{ key: 'read_only', boolValue: true }],
  };
  await table.change(FIRST_CONNECTION, (connection) => ({ ...connection, ...changed }));
  expect(await start()).toMatchObject(changed);
});

test.each([
  [{ authToken: 'the token' }, 'twilio-auth-token', 'the token'],
  [{ apiKeySid: `SK${'2'.repeat(32)}`, apiKeySecret: 'the secret' }, 'twilio-api-secret', 'the secret'],
])(
  'with the credentials %j, the secret source of the first connection returns that secret and no other',
  async (credentials, secret, value) => {
    const account = { accountSid, credentials };
    const source = createFirstSecretSource(firstConnectionFromEnv(account, readEnv({})), account);
    const read = (project: string, name: string) => source.read({ project, secret: name, version: '1' });
    expect(await read('local', secret)).toBe(value);
    expect([await read('other', secret), await read('local', 'other')]).toEqual([undefined, undefined]);
  },
);
