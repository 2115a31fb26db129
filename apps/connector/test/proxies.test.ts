import { createCertificate } from '@tooling/vitest/certificate';
import { startTestProxy, type TestProxyOptions } from '@tooling/vitest/test-proxy';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectionName, refusalOf, startConnectionsBed } from './connections-bed.js';
import { PROXY_PASSWORD, PROXY_USER, sendThrough, withProxy } from './proxy-bed.js';

const bed = await startConnectionsBed({ CONNECTOR_ALLOWED_HOSTS: '127.0.0.1' });
beforeAll(async () => {
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
  await bed.keepSecret('proxy-password', PROXY_PASSWORD);
});
beforeEach(() => bed.simulator.journal.clear());
afterAll(() => bed.close());

const LOGIN = { user: PROXY_USER, password: PROXY_PASSWORD };

/** A port on which nothing listens. */
async function deadPort(): Promise<number> {
  const proxy = await startTestProxy();
  proxy.close();
  return proxy.port;
}

describe.each(['BASIC', 'DIGEST'] as const)('a connection with a proxy that requires %s', (scheme) => {
  test.each(['AUTO', 'NEVER', 'TUNNEL'] as const)(
    'is tested and used through the proxy with proxy_ssltype %s',
    async (sslType) => {
      const id = `${scheme}-${sslType}`.toLowerCase();
      const proxy = await startTestProxy({ scheme, ...LOGIN });
      const { response } = await bed.create(id, withProxy(bed, { port: proxy.port, scheme, sslType }));
      expect(response).toMatchObject({ status: { state: 'ACTIVE' } });
      await sendThrough(bed, id);
      expect(bed.simulator.journal.count).toBe(2);
      const passed = proxy.log.filter(({ status }) => status === 200);
      expect(passed.every(({ method }) => (method === 'CONNECT') === (sslType === 'TUNNEL'))).toBe(true);
      if (sslType !== 'TUNNEL') expect(passed).toHaveLength(2);
    },
  );
});

describe('a connection whose proxy fails', () => {
  test('is ERROR, its description names the proxy and the reason, and nothing goes around the proxy', async () => {
    const port = await deadPort();
    const operation = await bed.create('dead', withProxy(bed, { port }));
    expect(operation).toMatchObject({ done: true, response: { status: { state: 'ERROR' } } });
    const { status } = await bed.get('dead');
    expect(status?.description).toBe(
      `The proxy 127.0.0.1:${port} refused the connection (ECONNREFUSED). Check that the proxy is running, its host and port, and the firewalls on the way.`,
    );
    expect(await refusalOf(sendThrough(bed, 'dead'))).toMatchObject({ status: 503, reason: 'PROXY_UNREACHABLE' });
    expect(bed.simulator.journal.count).toBe(0);
  });

  const wrong: readonly (readonly [string, TestProxyOptions, number, string])[] = [
    ['wrong-password', { scheme: 'BASIC', password: 'another' }, 400, 'PROXY_CREDENTIALS_REJECTED'],
    ['wrong-scheme', { challenges: ['Negotiate'], scheme: 'BASIC', password: 'x' }, 400, 'PROXY_UNSUPPORTED_SCHEME'],
    ['forbidden', { fault: () => 403 }, 400, 'PROXY_FORBIDDEN'],
    ['unreachable', { fault: () => 503 }, 503, 'PROXY_TARGET_UNREACHABLE'],
    ['garbage', { fault: () => 'garbage' }, 503, 'PROXY_INVALID_RESPONSE'],
  ];

  test.each(wrong)('is ERROR and refuses calls with the reason: %s', async (id, faulty, status, reason) => {
    const proxy = await startTestProxy({ ...LOGIN, ...faulty });
    await bed.create(id, withProxy(bed, { port: proxy.port, scheme: 'BASIC', sslType: 'TUNNEL' }));
    const { status: state } = await bed.get(id);
    expect(state?.state).toBe('ERROR');
    expect(state?.description).toContain(`The proxy 127.0.0.1:${proxy.port}`);
    const refusal = await refusalOf(sendThrough(bed, id));
    expect(refusal).toMatchObject({ status, reason });
    expect(refusal.text + JSON.stringify(state)).not.toMatch(/password-canary/);
    expect(bed.simulator.journal.count).toBe(0);
  });

  test('is ERROR if the password of the proxy has a form that no header can carry', async () => {
    await bed.keepSecret('broken', 'line\nbreak');
    await bed.create('broken', withProxy(bed, { port: 1, scheme: 'BASIC', secret: 'broken' }));
    const { status } = await bed.get('broken');
    expect(status).toMatchObject({ state: 'ERROR' });
    expect(status?.description).toMatch(/^A secret of the connection cannot be used: proxy\.authentication\.password/);
  });
});

test('a new version of the password takes effect, and a call in flight ends with the old one', async () => {
  await bed.keepSecret('rotated', 'the-old-password');
  const before = await startTestProxy({ scheme: 'BASIC', user: PROXY_USER, password: 'the-old-password' });
  await bed.create('rotated', withProxy(bed, { port: before.port, scheme: 'BASIC', secret: 'rotated' }));
  const held = bed.holdMessages();
  const inFlight = sendThrough(bed, 'rotated');
  await held.arrived;
  await bed.keepSecret('rotated', PROXY_PASSWORD);
  before.setPassword(PROXY_PASSWORD);
  await bed.connections.connectionSchemaMetadata.refresh({
    name: `${connectionName('rotated')}/connectionSchemaMetadata`,
  });
  expect(await sendThrough(bed, 'rotated')).toMatchObject({ status: 200 });
  held.release();
  expect(await inFlight).toMatchObject({ status: 200 });
});

test('two connections use their own proxies and passwords at the same time', async () => {
  await bed.keepSecret('other-password', 'other-password-0123');
  const [one, other] = [
    await startTestProxy({ scheme: 'BASIC', ...LOGIN }),
    await startTestProxy({ scheme: 'DIGEST', user: PROXY_USER, password: 'other-password-0123' }),
  ];
  await bed.create('one', withProxy(bed, { port: one.port, scheme: 'BASIC', sslType: 'NEVER' }));
  await bed.create(
    'other',
    withProxy(bed, { port: other.port, scheme: 'DIGEST', sslType: 'NEVER', secret: 'other-password' }),
  );
  await Promise.all(Array.from({ length: 10 }, (_, call) => sendThrough(bed, call % 2 === 0 ? 'one' : 'other')));
  const passed = [one, other].map(({ log }) => log.filter(({ status }) => status === 200).length);
  expect(passed).toEqual([6, 6]);
  expect(bed.simulator.journal.count).toBe(12);
});

describe('allowed hosts and trust', () => {
  test('a proxy must be on the list of allowed hosts', async () => {
    const body = withProxy(bed, { host: '10.0.0.1', port: 3128 });
    const refusal = await refusalOf(bed.create('refused', body));
    expect(refusal.violations).toEqual([
      {
        field: 'destinationConfigs[0].destinations[0].host',
        description: expect.stringContaining('10.0.0.1:3128 is not on the list of allowed hosts'),
      },
    ]);
  });

  test('a proxy can require TLS with a private authority and a client certificate', async () => {
    const [server, client] = [createCertificate(), createCertificate()];
    const proxy = await startTestProxy({ tls: { ...server, ca: client.cert, requestCert: true } });
    const secrets = { 'proxy-ca': server.cert, 'proxy-cert': client.cert, 'proxy-key': client.key };
    const versions: Record<string, { secretVersion: string }> = {};
    for (const [id, value] of Object.entries(secrets))
      versions[id] = { secretVersion: await bed.keepSecret(id, value) };
    const additionalVariables = [
      { key: 'proxy_trust_model', stringValue: 'PRIVATE' },
      { key: 'proxy_server_certificate', secretValue: versions['proxy-ca'] },
      { key: 'proxy_client_certificate', secretValue: versions['proxy-cert'] },
      { key: 'proxy_client_private_key', secretValue: versions['proxy-key'] },
      { key: 'min_tls_version', stringValue: 'TLS_1_3' },
    ];
    const body = withProxy(bed, { port: proxy.port, sslType: 'ALWAYS', sslConfig: { additionalVariables } });
    expect(await bed.create('over-tls', body)).toMatchObject({ response: { status: { state: 'ACTIVE' } } });
    expect(proxy.log).toHaveLength(1);
  });
});
