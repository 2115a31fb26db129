import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSecret } from '@twilio-connector/connection';
import { expect, onTestFinished, test } from 'vitest';
import type { NodesChange } from '../src/connections/connection-nodes.js';
import { openConnections } from '../src/connections/open-connections.js';
import { SYSTEM_CLOCKS } from '../src/store/clock.js';
import { connectionOf, NAME, temporaryStore } from './connection-parts.js';

const { name: _, status: __, createTime: ___, updateTime: ____, ...BODY } = connectionOf();
const TEN_MINUTES = 600_000;

/** Connections to a server that counts its sockets, with a clock that only the test moves. */
async function open() {
  const sockets = new Set<object>();
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end('{}');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = { now: 0 };
  const changes: NodesChange[] = [];
  const opened = openConnections({
    ...SYSTEM_CLOCKS,
    steadyNow: () => clock.now,
    store: await temporaryStore(),
    isOnlyWriter: true,
    secrets: { resolve: async () => createSecret('a-secret-of-the-gateway') },
    policies: { isServiceAccountAllowed: async () => false, forget: async () => {}, reload() {} },
    hosts: { checkUrl: () => undefined, checkHost: () => undefined, checkAddress: () => undefined },
    onSecret() {},
    onAttempt() {},
    onNodes: (change) => void changes.push(change),
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    await opened.close();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const configVariables = [{ key: 'base_url', stringValue: `http://127.0.0.1:${port}` }];
  const create = (name: string) => opened.connections.create(name, { ...BODY, configVariables });
  return { ...opened, closeIdle: () => opened.closeIdle(), clock, changes, create, sockets };
}

test('connections that nobody uses for ten minutes keep no socket, and can be used again', async () => {
  const { connections, create, closeIdle, clock, sockets } = await open();
  const names = Array.from({ length: 20 }, (_item, index) => `${NAME}-${index}`);
  for (const name of names) await create(name);
  expect(sockets.size).toBe(20);
  clock.now += TEN_MINUTES - 1;
  closeIdle();
  expect(sockets.size).toBe(20);
  clock.now += 1;
  closeIdle();
  await expect.poll(() => sockets.size).toBe(0);
  const [first = ''] = names;
  await connections.use(await connections.get(first), (runtime) => runtime.checkStatus());
  expect(sockets.size).toBe(1);
});

test('every change of the nodes of a connection is told: created, configured, suspended, resumed, deleted', async () => {
  const { connections, create, changes, inUse } = await open();
  const nodesOf = async (name: string) => (await inUse()).find((one) => one.name === name)?.nodes;
  await create(NAME);
  await connections.patch(NAME, { nodeConfig: { minNodeCount: 3, maxNodeCount: 9 } }, 'nodeConfig');
  await connections.patch(NAME, { suspended: true }, 'suspended');
  expect(await nodesOf(NAME)).toBe(0);
  await connections.patch(NAME, { suspended: false }, 'suspended');
  expect(await nodesOf(NAME)).toBe(3);
  await connections.remove(NAME);
  await expect
    .poll(() => changes.map(({ reason }) => reason))
    .toEqual([
      'scaled 0 → 2: configured are 2 to 50',
      'scaled 2 → 3: configured are 3 to 9',
      'scaled 3 → 0: the connection is suspended',
      'scaled 0 → 3: configured are 3 to 9',
      'scaled 3 → 0: the connection was deleted',
    ]);
});
