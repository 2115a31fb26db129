import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstConnection, keepFirst } from './environment-connection.js';
import { type ConnectionTable, createConnectionTable } from './connection-table.js';
import { readEnv } from '../env.js';
import { FIRST_CONNECTION } from './first-connection.js';
import { openStore } from '../store/sqlite/open-store.js';
import type { Store } from '../store/store.js';

let folder: string;
let store: Store;
let table: ConnectionTable;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-bootstrap-'));
  store = await openStore(folder);
  table = createConnectionTable(store);
});
afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** A start with these variables. */
async function start(variables: Readonly<Record<string, string>> = {}) {
  const env = readEnv(variables);
  const account = { accountSid: `AC${'1'.repeat(32)}`, credentials: { authToken: 'x' } };
  await keepFirst(table, firstConnection(account, env), env);
  return table.get(FIRST_CONNECTION);
}

test('what the environment says of it holds as long as it says so', async () => {
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

test('what was changed since stays', async () => {
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
