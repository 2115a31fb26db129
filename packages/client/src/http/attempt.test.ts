import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { findClosedPort, json, type Reply, reset, startServer, truncate } from '../../test/test-server.js';

type Method = keyof typeof REQUESTS;
const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Cuts the connection in the middle of a chunked body. */
const cutChunked: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"sid":', () => response.socket?.resetAndDestroy());
};

/** Closes the connection cleanly, without a response. */
const closeSilently: Reply = (response) => {
  response.socket?.end();
};

const answerNonsense: Reply = (response) => {
  response.socket?.end('this is not HTTP\r\n\r\n');
};

/** Starts a server that does not speak HTTP, and returns its port. */
async function startSocketServer(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('connections lost after the request was sent', () => {
  const FAULTS: [string, Reply, string][] = [
    ['a reset', reset, 'CONNECTION'],
    ['a close without a response', closeSilently, 'CONNECTION'],
    ['a response that is not HTTP', answerNonsense, 'CONNECTION'],
    ['a truncated body', truncate, 'UNREADABLE_RESPONSE'],
    ['a reset in a chunked body', cutChunked, 'UNREADABLE_RESPONSE'],
  ];
  const failOnce = (fault: Reply) =>
    startServer((response, number, request) => (number === 1 ? fault : json({ ok: true }))(response, number, request));
  const rowsOf = (...methods: Method[]) =>
    FAULTS.flatMap(([name, fault, code]) => methods.map((method) => ({ name, fault, code, method })));

  test.each(rowsOf('GET', 'DELETE'))('a $method is retried after $name', async ({ fault, method }) => {
    const server = await failOnce(fault);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    expect(await client.request(REQUESTS[method])).toMatchObject({ status: 200, attempts: 2 });
    expect(server.methods).toEqual([method, method]);
    expect(clock.waits).toEqual([50]);
  });

  test.each(rowsOf('POST'))('the outcome of a $method is unknown after $name', async ({ fault, code }) => {
    const server = await failOnce(fault);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1, cause: { code, attempts: 1 } });
    expect(server.methods).toEqual(['POST']);
    expect(clock.waits).toEqual([]);
  });

  test.each(FAULTS)('a GET fails after maxAttempts attempts that each end with %s', async (_name, fault, code) => {
    const server = await startServer(fault);
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const error = await rejection(client.request(REQUESTS.GET));
    expect(error).toMatchObject({ code, attempts: 5 });
    expect((error as Error).message).toContain(new URL(server.baseUrl).host);
    expect(server.methods).toHaveLength(5);
  });

  test('a DELETE whose first attempt was cut off succeeds if the second is answered with 404', async () => {
    const server = await startServer((response, number, request) =>
      (number === 1 ? reset : json({}, 404))(response, number, request),
    );
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    expect(await client.request(REQUESTS.DELETE)).toEqual({ status: 204, body: undefined, attempts: 2 });
  });
});

describe('connections that are never made', () => {
  const closedPort = async () => `http://127.0.0.1:${await findClosedPort()}`;
  /** TLS to a server that answers in plain text. The error has an OpenSSL code that `BEFORE_SENDING` does not list. */
  const noTls = async () => `https://127.0.0.1:${await startSocketServer((socket) => socket.end('plain\r\n\r\n'))}`;
  /** A reset during the TLS handshake. The error has the code of a lost connection, although nothing was sent. */
  const resetHandshake = async () =>
    `https://127.0.0.1:${await startSocketServer((socket) => socket.once('data', () => socket.resetAndDestroy()))}`;

  const ROWS = [
    { name: 'a refused connection', make: closedPort },
    { name: 'a failed TLS handshake', make: noTls },
    { name: 'a reset TLS handshake', make: resetHandshake },
  ].flatMap((fault) => METHODS.map((method) => ({ ...fault, method })));

  test.each(ROWS)('a $method is retried up to maxAttempts times after $name', async ({ make, method }) => {
    const baseUrl = await make();
    const { client, clock } = createTestClient({ baseUrl });
    const error = await rejection(client.request(REQUESTS[method]));
    expect(error).toMatchObject({ name: 'TwilioConnectionError', code: 'CONNECTION', attempts: 5 });
    expect((error as Error).message).toMatch(/^Could not connect to 127\.0\.0\.1:\d+: \w+\.$/);
    expect(clock.waits).toEqual([50, 100, 200, 400]);
  });

  test('the error for a failed connection names the system error code in its message and its cause', async () => {
    const { client } = createTestClient({ baseUrl: await closedPort(), maxAttempts: 1 });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({
      message: expect.stringMatching(/: ECONNREFUSED\.$/) as string,
      cause: { code: 'ECONNREFUSED', syscall: 'connect' },
    });
  });

  test('a DELETE whose first attempt was not sent fails if the second is answered with 404', async () => {
    const port = await findClosedPort();
    const server = await startServer(json({}, 404));
    let attempts = 0;
    const { client } = createTestClient({
      // The first attempt goes to a closed port, the others to the server.
      fetch: (input, init) => {
        const request = input as Request;
        const to = ++attempts === 1 ? `http://127.0.0.1:${port}` : server.baseUrl;
        return fetch(new Request(to + new URL(request.url).pathname, request), init);
      },
    });
    const error = await rejection(client.request(REQUESTS.DELETE));
    expect(error).toMatchObject({ name: 'TwilioApiError', status: 404, attempts: 2 });
  });
});

describe('a custom fetch that bypasses the pool', () => {
  const failing = (error: Error) => () => Promise.reject(error);
  const withCode = (code: string, syscall?: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, ...(syscall && { syscall }) }) });

  test.each([
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
    ['ECONNREFUSED', undefined],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['UND_ERR_CONNECT_TIMEOUT', undefined],
    ['CERT_HAS_EXPIRED', undefined],
  ])('a POST that fails with the code %s and the system call %s is retried', async (code, syscall) => {
    const { client } = createTestClient({ fetch: failing(withCode(code, syscall)) });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'CONNECTION', attempts: 5 });
  });

  test.each([
    ['ECONNRESET', 'read'],
    ['EHOSTUNREACH', 'write'],
    ['UND_ERR_SOCKET', undefined],
    ['EPROTO', undefined],
  ])('the outcome of a POST that fails with the code %s and the system call %s is unknown', async (code, syscall) => {
    const { client } = createTestClient({ fetch: failing(withCode(code, syscall)) });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
  });

  test('the outcome of a POST is unknown if fetch itself throws', async () => {
    const { client } = createTestClient({ fetch: failing(new TypeError('x is not a function')) });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
  });
});
