import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localConnection } from './first-connection.js';
import { openStore } from '../store/sqlite/open-store.js';
import type { Store } from '../store/store.js';
import { createConnectionTable } from './connection-table.js';
import { createLifecycle } from './lifecycle.js';
import { createOperationTable } from './long-running-operations.js';

const NAME = 'projects/p/locations/local/connections/c';
const connection = { ...localConnection({ accountSid: `AC${'0'.repeat(32)}` }), name: NAME };

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-recover-'));
  store = await openStore(folder);
});
afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** A process that starts on the store. */
async function start() {
  const connections = createConnectionTable(store);
  const operations = createOperationTable(store, () => Date.parse('2026-11-25T10:00:00Z'));
  const lifecycle = createLifecycle({
    connections,
    operations,
    rules: {
      parse: () => Promise.reject(new Error('not asked')),
      hostViolations: () => [],
      secretViolations: () => Promise.resolve([]),
    },
    runtimes: {
      use: () => Promise.reject(new Error('not asked')),
      release: () => Promise.resolve(),
      refresh() {},
      close: () => Promise.resolve(),
    },
    checks: { ask: () => Promise.resolve({ state: 'ACTIVE' }), soon: (promise) => promise },
    onRemoved: () => Promise.resolve(),
    onError(error) {
      throw error;
    },
    now: () => Date.parse('2026-11-25T10:00:00Z'),
  });
  return { connections, operations, lifecycle };
}

test('every operation ends, also where several of one connection were under way', async () => {
  const before = await start();
  // The first was carried out, and not written down; the second was not carried out.
  await before.connections.insert({ ...connection, status: { ...connection.status, state: 'UPDATING' } });
  const made = await before.operations.begin(NAME, 'create');
  const changed = await before.operations.begin(NAME, 'update');

  const { operations, lifecycle } = await start();
  await lifecycle.recover();
  await lifecycle.settle();
  expect(await operations.unfinished()).toEqual([]);
  for (const { name } of [made, changed])
    expect(await operations.get(name)).toMatchObject({ done: true, response: {} });
});

test('a delete was carried out where its connection has been made anew', async () => {
  const before = await start();
  const deleted = await before.operations.begin(NAME, 'delete');
  await before.connections.insert(connection);

  const { connections, operations, lifecycle } = await start();
  await lifecycle.recover();
  await lifecycle.settle();
  expect(await operations.get(deleted.name)).toMatchObject({
    done: true,
    response: { '@type': expect.stringMatching(/Empty$/) },
  });
  expect(await connections.get(NAME)).toBeDefined();
});
