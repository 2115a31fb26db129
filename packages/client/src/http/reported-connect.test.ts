import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createCertificate } from '@tooling/vitest/certificate';
import { expect, onTestFinished, test } from 'vitest';
import { createTestClient, rejection } from '../../test/test-client.js';
import { findClosedPort } from '../../test/test-server.js';
import type { SocketRecord } from './reported-connect.js';

const LIST = { method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}/Messages.json' } as const;

test('each connection with TLS is reported once, with its address, version and cipher', async () => {
  const { cert, key } = createCertificate();
  const server = createServer({ cert, key }, (_request, response) => void response.end('{}'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  let connections = 0;
  server.on('secureConnection', () => (connections += 1));
  const sockets: SocketRecord[] = [];
  const { client } = createTestClient({
    baseUrl: `https://127.0.0.1:${port}`,
    tls: { ca: cert },
    onSocket: (socket) => sockets.push(socket),
  });
  await client.request(LIST);
  await client.request(LIST);
  expect(sockets).toHaveLength(connections);
  expect(sockets[0]).toEqual({
    host: '127.0.0.1',
    port,
    address: '127.0.0.1',
    tls: 'TLSv1.3',
    cipher: expect.stringMatching(/^TLS_/),
    durationMs: expect.any(Number),
  });
});

test('a connection that could not be opened is reported with the error code', async () => {
  const port = await findClosedPort();
  const sockets: SocketRecord[] = [];
  const { client } = createTestClient({
    baseUrl: `http://127.0.0.1:${port}`,
    maxAttempts: 1,
    onSocket: (socket) => sockets.push(socket),
  });
  await rejection(client.request(LIST));
  expect(sockets).toEqual([{ host: '127.0.0.1', port, error: 'ECONNREFUSED', durationMs: expect.any(Number) }]);
});

test('an error of the observer becomes a warning, and the request succeeds', async () => {
  const warned = new Promise<Error>((resolve) => void process.once('warning', resolve));
  const { cert, key } = createCertificate();
  const server = createServer({ cert, key }, (_request, response) => void response.end('{}'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const { client } = createTestClient({
    baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tls: { ca: cert },
    onSocket() {
      throw new Error('the log is full');
    },
  });
  expect((await client.request(LIST)).status).toBe(200);
  expect((await warned).message).toBe('the log is full');
});
