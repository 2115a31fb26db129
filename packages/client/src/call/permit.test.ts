import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recordPermits } from '../../test/recorded-permits.js';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { findClosedPort, hang, json, reset, startServer } from '../../test/test-server.js';
import type { Lookup } from '../http/checked-connect.js';

const METHODS = ['GET', 'POST', 'DELETE'] as const;
const reason = new Error('no longer wanted');

/** Lets pending socket events run. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves names to 127.0.0.1 when the test calls `resolve`. Until then, connecting is in progress. */
function slowLookup() {
  const waiting: (() => void)[] = [];
  const lookup: Lookup = (_host, _options, callback) =>
    void waiting.push(() => callback(null, [{ address: '127.0.0.1', family: 4 }]));
  return { lookup, resolve: () => waiting.splice(0).forEach((answer) => answer()), asked: () => waiting.length };
}

/** Follows the socket that undici writes the next request to. */
function watchSocket(): () => Socket | undefined {
  let socket: Socket | undefined;
  const onHeaders = (message: unknown) => ({ socket } = message as { socket: Socket });
  subscribe('undici:client:sendHeaders', onHeaders);
  onTestFinished(() => void unsubscribe('undici:client:sendHeaders', onHeaders));
  return () => socket;
}

describe('requests that are sent', () => {
  test.each([...METHODS.map((method) => REQUESTS[method]), { method: 'POST', path: '/v1/x' } as const])(
    'the permit of the request %j is reported as sent after all of it has been written',
    async (request) => {
      const socket = watchSocket();
      const written: (number | undefined)[] = [];
      const received: number[] = [];
      const server = await startServer((response, number, incoming) => {
        received.push(incoming.socket.bytesRead);
        json({})(response, number, incoming);
      });
      const { admit, ends } = recordPermits(() => written.push(socket()?.bytesWritten));
      const { client } = createTestClient({ baseUrl: server.baseUrl, admit });
      await client.request(request);
      expect(ends).toEqual(['sent']);
      expect(written).toEqual(received);
    },
  );

  test('the permit is reported as sent long before the response', async () => {
    const server = await startServer(hang);
    const { admit, ends } = recordPermits();
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl, admit, maxAttempts: 1 });
    const arrived = server.arrival();
    const failed = rejection(client.request(REQUESTS.GET));
    await arrived;
    expect(ends).toEqual(['sent']);
    clock.advance(30_000);
    await failed;
  });

  test('the permit of a request whose connection is reset is not released', async () => {
    const server = await startServer(reset);
    const { admit, ends } = recordPermits();
    const { client } = createTestClient({ baseUrl: server.baseUrl, admit, maxAttempts: 2 });
    await rejection(client.request(REQUESTS.GET));
    await rejection(client.request(REQUESTS.POST));
    expect(ends).toEqual(['sent', 'sent', 'sent']);
  });
});

describe('requests that are not sent', () => {
  test.each(METHODS)('the permit of a %s is held while the connection is opened', async (method) => {
    const server = await startServer(json({}));
    const { port } = new URL(server.baseUrl);
    const { lookup, resolve, asked } = slowLookup();
    const { admit, ends } = recordPermits();
    const { client } = createTestClient({ baseUrl: `http://gateway.example:${port}`, admit, lookup });
    const answer = client.request(REQUESTS[method]);
    while (asked() === 0) await turns();
    expect(ends).toEqual(['open']);
    resolve();
    await answer;
    expect(ends).toEqual(['sent']);
  });

  test.each(METHODS)('the permit of a %s is released if no connection can be opened', async (method) => {
    const { admit, ends } = recordPermits();
    const baseUrl = `http://127.0.0.1:${await findClosedPort()}`;
    const { client } = createTestClient({ baseUrl, admit, maxAttempts: 2 });
    await rejection(client.request(REQUESTS[method]));
    expect(ends).toEqual(['released', 'released']);
  });

  test('the permit is released if no address may be connected to', async () => {
    const { admit, ends } = recordPermits();
    const { client } = createTestClient({
      baseUrl: 'http://127.0.0.1:8081',
      admit,
      checkAddress: () => 'It is private.',
    });
    await rejection(client.request(REQUESTS.GET));
    expect(ends).toEqual(['released']);
  });

  test.each(['aborted', 'timed out'])(
    'the permit of a POST %s while the connection is opened is released',
    async (how) => {
      const controller = new AbortController();
      const { lookup, resolve, asked } = slowLookup();
      const server = await startServer(json({}));
      const { port } = new URL(server.baseUrl);
      const { admit, ends } = recordPermits();
      const { client, clock } = createTestClient({
        baseUrl: `http://gateway.example:${port}`,
        admit,
        lookup,
        maxAttempts: 1,
      });
      const failed = rejection(client.request(REQUESTS.POST, { signal: controller.signal }));
      while (asked() === 0) await turns();
      if (how === 'aborted') controller.abort(reason);
      else clock.advance(30_000);
      await failed;
      expect(ends).toEqual(['released']);
      resolve();
      await turns();
      expect(server.methods).toEqual([]);
    },
  );

  test('the permit of a call that is aborted at the moment of admission is released', async () => {
    const controller = new AbortController();
    const { admit, ends } = recordPermits();
    const abortFirst: typeof admit = (options) => {
      controller.abort(reason);
      return admit(options);
    };
    const { client } = createTestClient({ admit: abortFirst });
    expect(await rejection(client.request(REQUESTS.GET, { signal: controller.signal }))).toBe(reason);
    await turns();
    expect(ends).toEqual(['released']);
  });

  test('the permit of a call that was aborted while it waited for admission is released when it is given', async () => {
    const controller = new AbortController();
    const { admit, ends } = recordPermits();
    const given = Promise.withResolvers<void>();
    const { client } = createTestClient({ admit: () => given.promise.then(() => admit()) });
    const failed = rejection(client.request(REQUESTS.GET, { signal: controller.signal }));
    await turns();
    controller.abort(reason);
    expect(await failed).toBe(reason);
    given.resolve();
    await turns();
    expect(ends).toEqual(['released']);
  });

  test.each(Array.from({ length: 20 }, (_, index) => index))(
    'a permit that is given while the call is aborted %i microtasks later is settled, and no timer is left',
    async (microtasks) => {
      const server = await startServer(json({}));
      const { admit, ends } = recordPermits();
      const controller = new AbortController();
      const { client, clock } = createTestClient({
        baseUrl: server.baseUrl,
        async admit(options) {
          const permit = await admit(options);
          abortLater(microtasks);
          return permit;
        },
      });
      const abortLater = (left: number): void =>
        queueMicrotask(() => (left === 0 ? controller.abort(reason) : abortLater(left - 1)));
      await rejection(client.request(REQUESTS.GET, { signal: controller.signal }));
      await turns();
      expect(ends).not.toContain('open');
      expect(clock.pending()).toBe(0);
    },
  );

  test('the permit is released if the callback of the attempt throws', async () => {
    const { admit, ends } = recordPermits();
    const { client } = createTestClient({ admit });
    const onAttempt = () => {
      throw reason;
    };
    expect(await rejection(client.request(REQUESTS.GET, { onAttempt }))).toBe(reason);
    expect(ends).toEqual(['released']);
  });
});

describe('a custom fetch that bypasses the pool', () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

  test('the permit counts as sent when the response arrives, before its body is read', async () => {
    const { admit, ends } = recordPermits();
    const answered = Promise.withResolvers<Response>();
    const { client } = createTestClient({ admit, fetch: () => answered.promise });
    const failed = rejection(client.request(REQUESTS.GET, { deadlineMs: 30_000 }));
    await turns();
    expect(ends).toEqual(['open']);
    let body: ReadableStreamDefaultController | undefined;
    answered.resolve(new Response(new ReadableStream({ start: (controller) => void (body = controller) })));
    await turns();
    expect(ends).toEqual(['sent']);
    body?.error(new Error('cut'));
    await failed;
  });

  test.each([
    ['ECONNREFUSED', 'released'],
    ['ECONNRESET', 'sent'],
  ])('the permit of a request that fails with %s is %s', async (code, end) => {
    const { admit, ends } = recordPermits();
    const { client } = createTestClient({ admit, fetch: failing(code), maxAttempts: 1 });
    await rejection(client.request(REQUESTS.POST));
    expect(ends).toEqual([end]);
  });
});
