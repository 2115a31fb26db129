import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { json, startServer } from '../../test/test-server.js';
import type { ConnectOptions, Destination } from './checked-connect.js';

const METHODS = ['GET', 'POST', 'DELETE'] as const;
const BLOCKED = 'It is a private address.';

/** Answers lookups in order. The last answer repeats. */
function resolveTo(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const lookup: NonNullable<ConnectOptions['lookup']> = (host, _options, callback) => {
    const found = answers[Math.min(asked.push(host), answers.length) - 1] ?? [];
    const addresses = found.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
    queueMicrotask(() => callback(null, addresses));
  };
  return { asked, lookup };
}

/** Allows only the given addresses, and records the destinations that it was asked about. */
function permit(...allowed: readonly string[]) {
  const asked: Destination[] = [];
  const checkAddress = (destination: Destination) => {
    asked.push(destination);
    return allowed.includes(destination.address) ? undefined : BLOCKED;
  };
  return { asked, checkAddress };
}

async function startHere() {
  const server = await startServer(json({ ok: true }));
  return { server, port: Number(new URL(server.baseUrl).port) };
}

describe('hosts that are IP addresses', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['[::1]', '::1'],
    ['[::ffff:127.0.0.1]', '::ffff:7f00:1'],
  ])(
    'the IP address %s is checked without a DNS lookup, and gets no connection if it is rejected',
    async (host, address) => {
      const { server, port } = await startHere();
      const { asked, checkAddress } = permit();
      const resolver = resolveTo(['127.0.0.1']);
      const { client } = createTestClient({ baseUrl: `http://${host}:${port}`, checkAddress, lookup: resolver.lookup });
      for (const method of METHODS) {
        const error = await rejection(client.request(REQUESTS[method]));
        expect(error).toMatchObject({ name: 'TwilioRequestError', code: 'INVALID_REQUEST', attempts: 1 });
        expect(error).toHaveProperty('message', expect.stringMatching(new RegExp(`:${port} was made. ${BLOCKED}$`)));
      }
      expect(asked[0]).toEqual({ host: address, port, address });
      expect(resolver.asked).toEqual([]);
      expect(server.connections()).toBe(0);
    },
  );

  test('a host that is an IP address is connected to if it passes the check', async () => {
    const { server } = await startHere();
    const { asked, checkAddress } = permit('127.0.0.1');
    const { client } = createTestClient({ baseUrl: server.baseUrl, checkAddress });
    expect(await client.request(REQUESTS.POST)).toMatchObject({ body: { ok: true } });
    expect(asked).toHaveLength(1);
  });
});

describe('hosts that are names', () => {
  test.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['127.0.0.1', '::1', '10.0.0.1']])(
    'a host name is not connected to if it resolves only to rejected addresses: %s',
    async (...addresses) => {
      const { server, port } = await startHere();
      const { asked, checkAddress } = permit();
      const { client } = createTestClient({
        baseUrl: `http://gateway.example:${port}`,
        checkAddress,
        ...resolveTo(addresses),
      });
      const error = await rejection(client.request(REQUESTS.POST));
      expect(error).toMatchObject({
        code: 'INVALID_REQUEST',
        attempts: 1,
        message: `No connection to gateway.example:${port} was made. ${BLOCKED}`,
      });
      expect(asked).toEqual(addresses.map((address) => ({ host: 'gateway.example', port, address })));
      expect(server.connections()).toBe(0);
    },
  );

  test('a host name is connected to only at the addresses that pass the check', async () => {
    const { server, port } = await startHere();
    const { checkAddress } = permit('127.0.0.1');
    const { lookup } = resolveTo(['::1', '127.0.0.2', '127.0.0.1']);
    const { client } = createTestClient({ baseUrl: `http://gateway.example:${port}`, checkAddress, lookup });
    await client.request(REQUESTS.POST);
    expect(server.connections()).toBe(1);
    const away = createTestClient({
      baseUrl: `http://gateway.example:${port}`,
      maxAttempts: 1,
      checkAddress: permit('127.0.0.2').checkAddress,
      lookup,
    });
    expect(await rejection(away.client.request(REQUESTS.POST))).toMatchObject({ code: 'CONNECTION' });
    expect(server.connections()).toBe(1);
  });

  test('a host name is checked again for each connection, because it may resolve to another address', async () => {
    const server = await startServer(json({}, 200, { connection: 'close' }));
    const { port } = new URL(server.baseUrl);
    const { checkAddress } = permit('127.0.0.1');
    const { asked, lookup } = resolveTo(['127.0.0.1'], ['169.254.169.254']);
    const { client } = createTestClient({ baseUrl: `http://gateway.example:${port}`, checkAddress, lookup });
    await client.request(REQUESTS.POST);
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(asked).toEqual(['gateway.example', 'gateway.example']);
  });

  test('a host name is resolved by the system if no lookup function is given', async () => {
    const { server, port } = await startHere();
    const { asked, checkAddress } = permit();
    const { client } = createTestClient({ baseUrl: `http://localhost:${port}`, checkAddress });
    expect(await rejection(client.request(REQUESTS.GET))).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(asked.map(({ address }) => address)).toContain('127.0.0.1');
    expect(server.connections()).toBe(0);
  });

  test('a POST is retried if its host cannot be resolved', async () => {
    const failure = Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' });
    const { client, clock } = createTestClient({
      baseUrl: 'http://gateway.example',
      ...permit(),
      lookup: (_host, _options, callback) => callback(failure, []),
    });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'CONNECTION', attempts: 5 });
    expect(clock.waits).toHaveLength(4);
  });

  test.each([
    ['http', 80],
    ['https', 443],
  ])('a host name in an %s URL without a port is checked with port %i', async (scheme, port) => {
    const { asked, checkAddress } = permit();
    const { lookup } = resolveTo(['127.0.0.1']);
    const { client } = createTestClient({ baseUrl: `${scheme}://gateway.example`, checkAddress, lookup });
    await rejection(client.request(REQUESTS.GET));
    expect(asked).toEqual([{ host: 'gateway.example', port, address: '127.0.0.1' }]);
  });
});

describe('redirected downloads', () => {
  const MEDIA = { method: 'GET', path: '/2010-04-01/Media/ME1' } as const;

  const startRedirecting = (location: string) =>
    startServer((response, number, request) => {
      if (number === 1) response.writeHead(307, { location, connection: 'close' }).end();
      else json({ url: request.url })(response, number, request);
    });

  test('a redirect of a download is followed if its address passes the check', async () => {
    const server = await startRedirecting('/elsewhere');
    const { asked, checkAddress } = permit('127.0.0.1');
    const { client } = createTestClient({ baseUrl: server.baseUrl, checkAddress });
    const { body, attempts } = await client.download(MEDIA);
    expect(await new Response(body).json()).toEqual({ url: '/elsewhere' });
    expect([attempts, asked.length, server.connections()]).toEqual([2, 2, 2]);
  });

  test('a redirect of a download is not followed to an address that is rejected', async () => {
    const server = await startRedirecting('https://media.twiliocdn.com/x');
    const { checkAddress } = permit('127.0.0.1');
    const { lookup } = resolveTo(['169.254.169.254', '10.0.0.1']);
    const { client } = createTestClient({ baseUrl: server.baseUrl, checkAddress, lookup });
    expect(await rejection(client.download(MEDIA))).toMatchObject({
      code: 'INVALID_REQUEST',
      attempts: 1,
      message: `No connection to media.twiliocdn.com:443 was made. ${BLOCKED}`,
    });
    expect(server.methods).toEqual(['GET']);
  });

  test('a download is retried if the target of its redirect cannot be reached, and the error names the target', async () => {
    const server = await startRedirecting('https://media.twiliocdn.com/x');
    const failure = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    const { client } = createTestClient({
      baseUrl: server.baseUrl,
      lookup: (_host, _options, callback) => callback(failure, []),
    });
    const { body, attempts } = await client.download(MEDIA);
    expect([attempts, await new Response(body).json()]).toEqual([2, { url: '/2010-04-01/Media/ME1' }]);
    const last = createTestClient({
      baseUrl: (await startRedirecting('https://media.twiliocdn.com/x')).baseUrl,
      maxAttempts: 1,
      lookup: (_host, _options, callback) => callback(failure, []),
    });
    expect(await rejection(last.client.download(MEDIA))).toMatchObject({
      message: 'Could not connect to media.twiliocdn.com: ENOTFOUND.',
    });
  });
});
