import { describe, expect, test } from 'vitest';
import { createCertificate } from '@tooling/vitest/certificate';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { LOGIN, startBehindProxy, startTlsServer } from '../../test/test-proxy-client.js';
import { findClosedPort } from '../../test/test-server.js';

const METHODS = ['GET', 'POST', 'DELETE'] as const;
const statuses = (log: readonly { readonly status: number }[]) => log.map(({ status }) => status);

/** Lets pending socket events run: a connection becomes free only some turns after its response. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('the way of a request', () => {
  test.each(['AUTO', 'NEVER', undefined] as const)(
    'with the SSL type %s, a request to an http URL reaches the proxy with its full URL',
    async (sslType) => {
      const { proxy, target, client } = await startBehindProxy({ option: { sslType } });
      for (const method of METHODS) await client.request(REQUESTS[method]);
      expect(target.methods).toEqual(METHODS);
      expect(proxy.log.map(({ method }) => method)).toEqual(METHODS);
      expect(proxy.log[0]?.target).toMatch(`${target.baseUrl}/2010-04-01/Accounts/AC`);
    },
  );

  test('with TUNNEL, requests to an http URL share one tunnel', async () => {
    const { proxy, target, client } = await startBehindProxy({ option: { sslType: 'TUNNEL' } });
    for (const method of METHODS) {
      await client.request(REQUESTS[method]);
      await turns();
    }
    expect(target.methods).toEqual(METHODS);
    expect(proxy.log).toEqual([{ method: 'CONNECT', target: new URL(target.baseUrl).host, status: 200 }]);
  });

  test.each(['AUTO', 'NEVER', 'TUNNEL', 'ALWAYS'] as const)(
    'with the SSL type %s, requests to an https URL go through a tunnel with TLS from end to end',
    async (sslType) => {
      const proxyTls = createCertificate();
      const server = await startTlsServer();
      const { proxy, client } = await startBehindProxy({
        ...(sslType === 'ALWAYS' && { tls: proxyTls }),
        option: { sslType, tls: { ca: proxyTls.cert } },
        client: { baseUrl: server.baseUrl, tls: { ca: server.cert } },
      });
      for (const method of METHODS) {
        await client.request(REQUESTS[method]);
        await turns();
      }
      expect(server.requests.map(({ method }) => method)).toEqual(METHODS);
      expect(proxy.log).toEqual([{ method: 'CONNECT', target: `127.0.0.1:${server.port}`, status: 200 }]);
    },
  );

  test('with ALWAYS, a request to an http URL reaches the proxy over TLS with its full URL', async () => {
    const tls = createCertificate();
    const { proxy, target, client } = await startBehindProxy({
      tls,
      option: { sslType: 'ALWAYS', tls: { ca: tls.cert } },
    });
    for (const method of METHODS) {
      await client.request(REQUESTS[method]);
      await turns();
    }
    expect(target.methods).toEqual(METHODS);
    expect(proxy.log[1]).toMatchObject({ method: 'POST', target: expect.stringMatching(/^http:\/\/127/), status: 200 });
    expect(proxy.connections()).toBe(1);
  });

  test.each(['NEVER', 'TUNNEL', 'ALWAYS'] as const)(
    'nothing reaches the target with the SSL type %s if the proxy is dead, although the direct way is open',
    async (sslType) => {
      const port = await findClosedPort();
      const { target, client } = await startBehindProxy({ option: { port, sslType } });
      for (const method of METHODS) {
        const error = await rejection(client.request(REQUESTS[method]));
        expect(error).toMatchObject({ code: 'PROXY', problem: 'UNREACHABLE', attempts: 5 });
        expect(error).toHaveProperty('message', expect.stringContaining(`The proxy 127.0.0.1:${port} refused`));
      }
      expect(target.connections()).toBe(0);
    },
  );

  test('close ends the connections to the proxy', async () => {
    const { client } = await startBehindProxy();
    await client.request(REQUESTS.GET);
    await client.close();
    expect(await rejection(client.request(REQUESTS.GET))).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('everything goes through the proxy', () => {
  test('the hosts of all products are reached through the proxy', async () => {
    const { proxy, target, client } = await startBehindProxy();
    const { port } = new URL(target.baseUrl);
    const ofProducts = createTestClient({
      baseUrl: `http://{product}.gateway.example:${port}`,
      proxy: { host: proxy.host, port: proxy.port },
    });
    for (const product of ['api', 'messaging', 'verify']) {
      await ofProducts.client.request({ method: 'GET', product, path: '/v1/Services' });
    }
    await client.request(REQUESTS.GET);
    const hosts = proxy.log.map((entry) => new URL(entry.target).hostname);
    expect(hosts).toEqual(['api.gateway.example', 'messaging.gateway.example', 'verify.gateway.example', '127.0.0.1']);
  });

  test('a download and its redirect to a media host are sent through the proxy', async () => {
    const { proxy, target, client } = await startBehindProxy({ client: { maxAttempts: 1 } });
    target.reply((response) => void response.writeHead(307, { location: 'https://media.twiliocdn.com/x' }).end());
    const error = await rejection(client.download({ method: 'GET', path: '/2010-04-01/Media/ME1' }));
    expect(proxy.log.at(-1)).toMatchObject({ method: 'CONNECT', target: 'media.twiliocdn.com:443' });
    expect(error).toMatchObject({ code: 'PROXY', problem: 'TARGET_UNREACHABLE' });
    expect(error).toHaveProperty('message', expect.stringContaining('cannot reach media.twiliocdn.com:443'));
  });
});

describe('allowed addresses', () => {
  test('no connection is made to a proxy whose address is rejected', async () => {
    const { proxy, client } = await startBehindProxy({ client: { checkAddress: () => 'It is private.' } });
    expect(await rejection(client.request(REQUESTS.GET))).toMatchObject({ code: 'INVALID_REQUEST', attempts: 1 });
    expect(proxy.connections()).toBe(0);
  });

  test.each(['NEVER', 'TUNNEL'] as const)(
    'with the SSL type %s, the proxy is not asked for a target whose address is rejected',
    async (sslType) => {
      const { proxy, client } = await startBehindProxy({
        option: { sslType },
        client: {
          baseUrl: 'http://169.254.169.254:8080',
          checkAddress: ({ address }) => (address === '127.0.0.1' ? undefined : 'It is a metadata service.'),
        },
      });
      expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({
        code: 'INVALID_REQUEST',
        message: 'No connection to 169.254.169.254:8080 was made. It is a metadata service.',
      });
      expect(proxy.log).toEqual([]);
    },
  );

  test('the proxy resolves the name of the target, and the name of the proxy is resolved here', async () => {
    const asked: string[] = [];
    const { proxy, target, client } = await startBehindProxy({
      option: { host: 'proxy.example', sslType: 'TUNNEL' },
      client: {
        lookup: (host, _options, callback) => {
          asked.push(host);
          callback(null, [{ address: '127.0.0.1', family: 4 }]);
        },
      },
    });
    const { port } = new URL(target.baseUrl);
    const other = createTestClient({
      baseUrl: `http://gateway.example:${port}`,
      proxy: { host: proxy.host, port: proxy.port, sslType: 'TUNNEL' },
    });
    await client.request(REQUESTS.GET);
    await other.client.request(REQUESTS.GET);
    expect(asked).toEqual(['proxy.example']);
    expect(proxy.log.at(-1)?.target).toBe(`gateway.example:${port}`);
  });
});

test('a proxy and a replacement of fetch cannot be combined, because the replacement would bypass the proxy', () => {
  expect(() => createTestClient({ proxy: { host: '127.0.0.1', port: 1 }, fetch })).toThrow(/cannot be combined/);
});

test('Basic credentials are sent with the first request, so that no challenge is needed', async () => {
  for (const sslType of ['NEVER', 'TUNNEL'] as const) {
    const { proxy, target, client } = await startBehindProxy({ scheme: 'BASIC', option: { sslType } });
    await client.request(REQUESTS.POST);
    expect(statuses(proxy.log)).toEqual([200]);
    expect(proxy.logins).toEqual([`Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64')}`]);
    expect(target.methods).toEqual(['POST']);
  }
});
