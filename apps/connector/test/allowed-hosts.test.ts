import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTwilioClient, type Lookup } from '@twilio-connector/client';
import { expect, onTestFinished, test } from 'vitest';
import { createAllowedHosts } from '../src/network/allowed-hosts.js';

const PROBE = { method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}.json' } as const;

/** Asks a server of this machine by a name that resolves to it, although another time it may not have. */
async function askHere(entries: (port: number) => readonly string[]) {
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

test('a name that is allowed and resolves to this machine is not connected to', async () => {
  const { outcome, connections, port } = await askHere(() => ['*.example.com']);
  expect(outcome).toMatchObject({
    code: 'INVALID_REQUEST',
    attempts: 1,
    message:
      `No connection to api.gateway.example.com:${port} was made. It resolves to 127.0.0.1, a private or reserved ` +
      'address. Whoever runs this server can allow it in CONNECTOR_ALLOWED_HOSTS, by this address.',
  });
  expect(connections).toBe(0);
});

test('it is where the address is allowed too', async () => {
  const { outcome, connections } = await askHere((port) => ['*.example.com', `127.0.0.1:${port}`]);
  expect([outcome, connections]).toMatchObject([{ status: 200 }, 1]);
});
