import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTwilioClient, type Lookup } from '@twilio-connector/client';
import { expect, onTestFinished, test } from 'vitest';
import { createAllowedHosts } from '../src/network/allowed-hosts.js';

const PROBE = { method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}.json' } as const;

/** Calls a server of this machine by an allowed name that resolves to 127.0.0.1. */
async function callHere(entries: (port: number) => readonly string[]) {
  let connections = 0;
  const server = createServer((_request, response) => void response.end('{}'));
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const hosts = createAllowedHosts(entries(port));
  const baseUrl = `http://{product}.gateway.example.com:${port}`;
  expect(hosts.checkUrl(baseUrl)).toBeUndefined();
  const lookup: Lookup = (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
  const client = createTwilioClient({
    accountSid: `AC${'0'.repeat(32)}`,
    credentials: { authToken: 'secret' },
    baseUrl,
    checkAddress: hosts.checkAddress,
    lookup,
  });
  onTestFinished(() => client.close());
  const outcome = await client.request(PROBE).catch((error: unknown) => error);
  return { outcome, connections, port };
}

test('an allowed name that resolves to this machine is not connected to', async () => {
  const { outcome, connections, port } = await callHere(() => ['*.example.com']);
  expect(outcome).toMatchObject({
    code: 'INVALID_REQUEST',
    attempts: 1,
    message:
      `No connection to api.gateway.example.com:${port} was made. It resolves to 127.0.0.1, a private or reserved ` +
      'address. The operator of this server can allow it in CONNECTOR_ALLOWED_HOSTS, with an entry for this address.',
  });
  expect(connections).toBe(0);
});

test('an allowed name that resolves to this machine is connected to if the address is allowed too', async () => {
  const { outcome, connections } = await callHere((port) => ['*.example.com', `127.0.0.1:${port}`]);
  expect([outcome, connections]).toMatchObject([{ status: 200 }, 1]);
});
