import { createCertificate } from '@tooling/vitest/certificate';
import { describe, expect, test } from 'vitest';
import { createTestClient, rejection, REQUESTS } from '../test/test-client.js';
import { startBehindProxy, startTlsServer } from '../test/test-proxy-client.js';
import { toTlsSettings } from './tls-options.js';

const mine = createCertificate();
const other = createCertificate();

describe('TLS with the target', () => {
  test('a private certificate authority is trusted if it is given, and no other', async () => {
    const server = await startTlsServer();
    const { baseUrl, cert } = server;
    for (const tls of [undefined, { ca: other.cert }]) {
      const { client } = createTestClient({ baseUrl, tls, maxAttempts: 1 });
      expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'CONNECTION' });
    }
    await createTestClient({ baseUrl, tls: { ca: cert } }).client.request(REQUESTS.POST);
    await createTestClient({ baseUrl, tls: { ca: cert }, checkAddress: () => undefined }).client.request(REQUESTS.GET);
    await createTestClient({ baseUrl, tls: { insecure: true } }).client.request(REQUESTS.DELETE);
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'DELETE']);
  });

  test.each(['direct', 'tunnel'])('a server that requires a client certificate gets it (%s)', async (way) => {
    const server = await startTlsServer({ ca: mine.cert });
    const start = async (tls: object) => {
      const options = { baseUrl: server.baseUrl, tls: { ca: server.cert, ...tls }, maxAttempts: 1 };
      return way === 'tunnel' ? await startBehindProxy({ client: options }) : createTestClient(options);
    };
    await (await start(mine)).client.request(REQUESTS.POST);
    await rejection((await start({})).client.request(REQUESTS.POST));
    expect(server.requests).toHaveLength(1);
  });

  test('a server that has only older versions of TLS is refused', async () => {
    const server = await startTlsServer({ maxVersion: 'TLSv1.2' });
    const tls = { ca: server.cert, minVersion: 'TLSv1.3' } as const;
    const { client } = createTestClient({ baseUrl: server.baseUrl, tls, maxAttempts: 1 });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'CONNECTION' });
    expect(server.requests).toEqual([]);
  });
});

test('a proxy that requires a client certificate gets it, and the target does not get it', async () => {
  const certificate = createCertificate();
  const tls = { ...certificate, ca: mine.cert, requestCert: true };
  const { target, client } = await startBehindProxy({
    tls,
    option: { sslType: 'ALWAYS', tls: { ca: certificate.cert, ...mine } },
  });
  await client.request(REQUESTS.POST);
  expect(target.methods).toEqual(['POST']);
});

test.each([
  [{ cert: mine.cert }, 'tls needs both cert and key, or neither.'],
  [{ key: mine.key }, 'tls needs both cert and key, or neither.'],
  [{ cert: mine.cert, key: other.key }, 'tls has a certificate or key that cannot be used: key values mismatch.'],
  [{ cert: 'canary', key: 'canary' }, 'tls has a certificate or key that cannot be used: no start line.'],
  [{ ca: 'canary' }, 'tls.ca must be one or more certificates in PEM: -----BEGIN CERTIFICATE-----.'],
  [{ minVersion: 'TLSv1' as 'TLSv1.2' }, 'tls.minVersion must be TLSv1.2 or TLSv1.3.'],
])('the TLS options %# are refused without repeating them', (tls, message) => {
  expect(() => createTestClient({ tls })).toThrow(message);
  expect(() => createTestClient({ proxy: { host: 'p.example', port: 1, tls } })).toThrow(`proxy.${message}`);
});

test('no settings follow from no options, so that the defaults of Node apply', () => {
  expect(toTlsSettings(undefined)).toBeUndefined();
});
