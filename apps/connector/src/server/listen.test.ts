import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { createCertificate } from '@tooling/vitest/certificate';
import { type Context, Hono } from 'hono';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bindings } from '../rest/bindings.js';
import type { ClientRefusal } from './malformed-requests.js';
import { listen } from './listen.js';
import type { SocketLimits } from './sockets.js';
import type { Tls } from './tls.js';

/** An app that returns the client's address; `/wait` and `/wait-anonymously` answer when `answer` is called. */
async function start(tls?: Tls, limits?: SocketLimits) {
  let answer = () => {};
  const waiting = Promise.withResolvers<void>();
  const app = new Hono();
  app.onError((_error, c) => c.text('failed', 500));
  app.get('/', (c) => c.text((c.env as { incoming: IncomingMessage }).incoming.socket.remoteAddress ?? 'unknown'));
  app.get('/known', (c) => {
    (c.env as Bindings).onAuthenticated?.();
    return c.text('known');
  });
  app.post('/', async (c) => c.text(await c.req.text()));
  const wait = (c: Context) => {
    waiting.resolve();
    return new Promise<Response>((resolve) => (answer = () => resolve(c.text('done'))));
  };
  app.get('/wait-anonymously', wait);
  app.get('/wait', (c) => {
    (c.env as Bindings).onAuthenticated?.();
    return wait(c);
  });
  const refusals: ClientRefusal[] = [];
  const server = await listen(app, {
    host: '127.0.0.1',
    port: 0,
    ...(tls && { tls }),
    ...(limits && { limits }),
    onBadRequest: () => new Response(null, { status: 400 }),
    onClientError: (refusal) => void refusals.push(refusal),
  });
  onTestFinished(() => server.stop(0));
  return {
    ...server,
    port: Number(new URL(server.url).port),
    refusals,
    waiting: waiting.promise,
    answer: () => answer(),
  };
}

async function ask(url: string, options: RequestOptions): Promise<string> {
  const [response] = await once(get(url, { agent: false, ...options }), 'response');
  return text(response);
}

// OpenSSL does not offer versions this old by default.
const OLD = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

describe('over TLS', () => {
  test("the server uses its certificate and passes the client's address to the app over HTTPS", async () => {
    const tls = createCertificate();
    const { url } = await start(tls);
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask(url, { ca: tls.cert })).toBe('127.0.0.1');
    await expect(ask(url, { ca: createCertificate().cert })).rejects.toThrow(/certificate/);
  });

  test('a server with TLS accepts neither plain HTTP nor TLS older than 1.2', async () => {
    const tls = createCertificate();
    const { url, refusals } = await start(tls);
    await expect(ask(url, { ca: tls.cert, ...OLD })).rejects.toThrow(/alert protocol version/);
    expect(await ask(url, { ca: tls.cert, maxVersion: 'TLSv1.2' })).toBe('127.0.0.1');
    await expect(fetch(url.replace('https', 'http'))).rejects.toThrow('fetch failed');
    expect(refusals).toEqual([]);
  });

  test('the server switches to a renewed certificate and keeps its open connections', async () => {
    const [before, after] = [createCertificate(), createCertificate()];
    const { url, port, renewTls } = await start(before);
    const kept = connectTls({ port, host: '127.0.0.1', ca: before.cert });
    await once(kept, 'secureConnect');
    renewTls?.(after);
    expect(await ask(url, { ca: after.cert })).toBe('127.0.0.1');
    await expect(ask(url, { ca: before.cert })).rejects.toThrow(/certificate/);
    await expect(ask(url, { ca: after.cert, ...OLD })).rejects.toThrow(/alert protocol version/);
    kept.end('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await text(kept)).toContain('127.0.0.1');
  });

  test('over TLS, a socket with an authenticated request does not give way to a new one', async () => {
    const tls = createCertificate();
    const server = await start(tls, { maxSockets: 1, maxSocketsPerAddress: 1 });
    const known = connectTls({ port: server.port, host: '127.0.0.1', ca: tls.cert });
    known.write('GET /known HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(known, 'data');
    const late = connect(server.port, '127.0.0.1');
    late.on('error', () => {});
    await once(late, 'close');
    known.end('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await text(known)).toContain('127.0.0.1');
  });

  test('the server stops immediately even if a TLS handshake is in progress', async () => {
    const server = await start(createCertificate());
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    const ended = once(socket, 'close');
    await server.stop(60_000);
    expect(await ended).toEqual([false]);
  });
});

describe('over HTTP', () => {
  test("the server passes the client's address to the app over HTTP", async () => {
    const { url, renewTls } = await start();
    expect(await (await fetch(url)).text()).toBe('127.0.0.1');
    expect(renewTls).toBeUndefined();
  });

  test('listening on a port that is in use fails with an error that names the port', async () => {
    const { port } = await start();
    const again = listen(new Hono(), { host: '127.0.0.1', port, onBadRequest: () => new Response() });
    await expect(again).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use.`);
  });
});

describe('malformed requests', () => {
  /** Sends bytes, and reads the answer until the connection ends. */
  async function exchange(port: number, ...bytes: readonly string[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    for (const part of bytes) socket.write(part);
    return text(socket);
  }

  test.each([
    ['nonsense', 'nonsense\r\n\r\n', 400, 'INVALID_HTTP'],
    ['an invalid length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n', 400, 'INVALID_HTTP'],
    ['two lengths', 'GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400, 'INVALID_HTTP'],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n', 400, 'INVALID_HTTP'],
    ['long headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['a long path', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ])("a request with %s is answered with Google's error envelope", async (_problem, bytes, status, reason) => {
    const { port, refusals } = await start();
    const [head = '', body = ''] = (await exchange(port, bytes)).split('\r\n\r\n');
    expect(head).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} [A-Z].*\r\nConnection: close\r\nContent-Type: application/json`),
    );
    expect(JSON.parse(body)).toMatchObject({
      error: { code: status, status: 'INVALID_ARGUMENT', details: [{ reason }] },
    });
    expect(refusals).toEqual([{ status, reason }]);
  });

  test('a malformed request does not replace the answer to the request before it', async () => {
    const { port, waiting, refusals } = await start();
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /wait HTTP/1.1\r\nHost: x\r\n\r\n');
    await waiting;
    socket.write('nonsense\r\n\r\n');
    expect(await text(socket)).toBe('');
    expect(refusals).toEqual([]);
  });
});

test('the server waits for requests of authenticated callers when it stops', async () => {
  const server = await start();
  const response = fetch(`${server.url}/wait`);
  await server.waiting;
  const stopped = server.stop(60_000);
  server.answer();
  expect(await (await response).text()).toBe('done');
  await stopped;
});

test('the server waits for a request whose client has disconnected until its work is done', async () => {
  const server = await start();
  const client = connect(server.port, '127.0.0.1');
  client.write('GET /wait HTTP/1.1\r\nHost: x\r\n\r\n');
  await server.waiting;
  client.destroy();
  let isStopped = false;
  const stopped = server.stop(60_000).then(() => (isStopped = true));
  // A new client is still served, so the server has not stopped.
  expect(await (await fetch(server.url)).text()).toBe('127.0.0.1');
  expect(isStopped).toBe(false);
  server.answer();
  await stopped;
});

test('the server does not wait for requests whose callers are unknown when it stops', async () => {
  const server = await start();
  const ended = fetch(`${server.url}/wait-anonymously`).catch((error: unknown) => String(error));
  await server.waiting;
  await server.stop(60_000);
  expect(await ended).toBe('TypeError: fetch failed');
});
