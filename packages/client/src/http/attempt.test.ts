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

/** Closes the connection in good order, and without an answer. */
const closeSilently: Reply = (response) => {
  response.socket?.end();
};

const answerNonsense: Reply = (response) => {
  response.socket?.end('this is not HTTP\r\n\r\n');
};

/** A server that speaks no HTTP; resolves to its port. */
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

describe('a connection that breaks after the request was sent', () => {
  const FAULTS: [string, Reply, string][] = [
    ['a reset', reset, 'CONNECTION'],
    ['a close without an answer', closeSilently, 'CONNECTION'],
    ['something that is not HTTP', answerNonsense, 'CONNECTION'],
    ['a truncated body', truncate, 'UNREADABLE_RESPONSE'],
    ['a reset in a chunked body', cutChunked, 'UNREADABLE_RESPONSE'],
  ];
  const onceThenWell = (fault: Reply) =>
    startServer((response, number, request) => (number === 1 ? fault : json({ ok: true }))(response, number, request));
  const rowsOf = (...methods: Method[]) =>
    FAULTS.flatMap(([name, fault, code]) => methods.map((method) => ({ name, fault, code, method })));

  test.each(rowsOf('GET', 'DELETE'))('$name: a $method is repeated', async ({ fault, method }) => {
    const server = await onceThenWell(fault);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    expect(await client.request(REQUESTS[method])).toMatchObject({ status: 200, attempts: 2 });
    expect(server.methods).toEqual([method, method]);
    expect(clock.waits).toEqual([50]);
  });

  test.each(rowsOf('POST'))('$name: the outcome of a $method is unknown', async ({ fault, code }) => {
    const server = await onceThenWell(fault);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1, cause: { code, attempts: 1 } });
    expect(server.methods).toEqual(['POST']);
    expect(clock.waits).toEqual([]);
  });

  test.each(FAULTS)('%s, for ever', async (_name, fault, code) => {
    const server = await startServer(fault);
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const error = await rejection(client.request(REQUESTS.GET));
    expect(error).toMatchObject({ code, attempts: 5 });
    expect((error as Error).message).toContain(new URL(server.baseUrl).host);
    expect(server.methods).toHaveLength(5);
  });

  test('a DELETE that was cut off and then finds nothing has succeeded', async () => {
    const server = await startServer((response, number, request) =>
      (number === 1 ? reset : json({}, 404))(response, number, request),
    );
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    expect(await client.request(REQUESTS.DELETE)).toEqual({ status: 204, body: undefined, attempts: 2 });
  });
});

describe('a connection that is never made', () => {
  const closedPort = async () => `http://127.0.0.1:${await findClosedPort()}`;
  /** TLS against a server that answers in plain text: a code of OpenSSL, which no list of ours names. */
  const noTls = async () => `https://127.0.0.1:${await startSocketServer((socket) => socket.end('plain\r\n\r\n'))}`;
  /** A reset in the middle of the TLS handshake: the code of a broken connection, and still nothing was sent. */
  const resetHandshake = async () =>
    `https://127.0.0.1:${await startSocketServer((socket) => socket.once('data', () => socket.resetAndDestroy()))}`;

  const ROWS = [
    { name: 'a refused port', make: closedPort },
    { name: 'no TLS', make: noTls },
    { name: 'a reset TLS handshake', make: resetHandshake },
  ].flatMap((fault) => METHODS.map((method) => ({ ...fault, method })));

  test.each(ROWS)('$name: a $method is repeated, up to maxAttempts', async ({ make, method }) => {
    const baseUrl = await make();
    const { client, clock } = createTestClient({ baseUrl });
    const error = await rejection(client.request(REQUESTS[method]));
    expect(error).toMatchObject({ name: 'TwilioConnectionError', code: 'CONNECTION', attempts: 5 });
    expect((error as Error).message).toMatch(/^Could not connect to 127\.0\.0\.1:\d+: \w+\.$/);
    expect(clock.waits).toEqual([50, 100, 200, 400]);
  });

  test('names the code of the system', async () => {
    const { client } = createTestClient({ baseUrl: await closedPort(), maxAttempts: 1 });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({
      message: expect.stringMatching(/: ECONNREFUSED\.$/) as string,
      cause: { code: 'ECONNREFUSED', syscall: 'connect' },
    });
  });

  test('a DELETE that never left and then finds nothing has failed', async () => {
    const port = await findClosedPort();
    const server = await startServer(json({}, 404));
    let attempts = 0;
    const { client } = createTestClient({
      // The first attempt goes to a port where nobody listens, the others to the server.
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

describe('a fetch of another make, of which only errors are known', () => {
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
  ])('%s of %s: a POST is repeated', async (code, syscall) => {
    const { client } = createTestClient({ fetch: failing(withCode(code, syscall)) });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'CONNECTION', attempts: 5 });
  });

  test.each([
    ['ECONNRESET', 'read'],
    ['EHOSTUNREACH', 'write'],
    ['UND_ERR_SOCKET', undefined],
    ['EPROTO', undefined],
  ])('%s of %s: the outcome of a POST is unknown', async (code, syscall) => {
    const { client } = createTestClient({ fetch: failing(withCode(code, syscall)) });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
  });

  test('a fault of the fetch itself is no proof of anything', async () => {
    const { client } = createTestClient({ fetch: failing(new TypeError('x is not a function')) });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
  });
});
