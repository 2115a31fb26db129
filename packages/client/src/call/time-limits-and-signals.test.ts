import { describe, expect, test } from 'vitest';
import { isTwilioError } from '../errors.js';
import { admitAfter, createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { hang, json, type Reply, startServer } from '../../test/test-server.js';

const METHODS = ['GET', 'POST', 'DELETE'] as const;

describe('attempt timeouts', () => {
  test.each(['GET', 'DELETE'] as const)('a %s is retried after its attempt times out', async (method) => {
    const server = await startServer((response, number, request) =>
      (number === 1 ? hang : json({ ok: true }))(response, number, request),
    );
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    const arrived = server.arrival();
    const answer = client.request(REQUESTS[method]);
    await arrived;
    clock.advance(30_000);
    expect(await answer).toMatchObject({ body: { ok: true }, attempts: 2 });
    expect(clock.waits).toEqual([50]);
  });

  test('the outcome of a POST is unknown after its attempt times out', async () => {
    const server = await startServer(hang);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    const arrived = server.arrival();
    const failed = rejection(client.request(REQUESTS.POST));
    await arrived;
    clock.advance(29_999);
    clock.advance(1);
    expect(await failed).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      attempts: 1,
      cause: {
        code: 'TIMEOUT',
        message: `POST to ${new URL(server.baseUrl).host} got no complete response within 30000 ms.`,
      },
    });
    expect(server.methods).toEqual(['POST']);
  });

  test('the attempt timeout includes the response body', async () => {
    const slow: Reply = (response) => {
      response.writeHead(201, { 'content-type': 'application/json' }).write('{"sid":');
    };
    const server = await startServer(slow);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    const arrived = server.arrival();
    const failed = rejection(client.request(REQUESTS.POST));
    await arrived;
    clock.advance(30_000);
    expect(await failed).toMatchObject({ code: 'OUTCOME_UNKNOWN', cause: { code: 'TIMEOUT' } });
  });

  test('a 4xx is reported as such even if its body does not arrive in time', async () => {
    const server = await startServer((response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).write('{"code":');
    });
    let attempted = 0;
    const { client, clock } = createTestClient({
      baseUrl: server.baseUrl,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        attempted++;
        return response;
      },
    });
    const failed = rejection(client.request(REQUESTS.POST));
    while (attempted === 0) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(30_000);
    expect(await failed).toMatchObject({ name: 'TwilioApiError', status: 400, attempts: 1 });
  });
});

describe('call deadlines', () => {
  test.each(METHODS)('the deadline ends a %s in flight', async (method) => {
    const server = await startServer(hang);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl, attemptTimeoutMs: 100_000 });
    const arrived = server.arrival();
    const failed = rejection(client.request(REQUESTS[method], { deadlineMs: 60_000 }));
    await arrived;
    clock.advance(60_000);
    const code = method === 'POST' ? 'OUTCOME_UNKNOWN' : 'TIMEOUT';
    expect(await failed).toMatchObject({ code, attempts: 1 });
    expect(server.methods).toEqual([method]);
    expect(clock.pending()).toBe(0);
  });

  test('a call whose deadline passes while it waits for admission fails with TIMEOUT, because nothing was sent', async () => {
    const server = await startServer(json({}));
    const asked = Promise.withResolvers<AbortSignal | undefined>();
    const { client, clock } = createTestClient({
      baseUrl: server.baseUrl,
      admit(options) {
        asked.resolve(options?.signal);
        return new Promise(() => undefined);
      },
    });
    const failed = rejection(client.request(REQUESTS.POST));
    const given = await asked.promise;
    clock.advance(180_000);
    expect(await failed).toMatchObject({
      name: 'TwilioTimeoutError',
      code: 'TIMEOUT',
      attempts: 0,
      message: expect.stringContaining('did not finish within its deadline of 180000 ms') as string,
    });
    expect(given?.aborted).toBe(true);
    expect(server.methods).toEqual([]);
  });

  test('a call whose deadline passes while it waits to retry reports the failure of its first attempt as the cause', async () => {
    const server = await startServer(json({ message: 'Too many' }, 429));
    let admissions = 0;
    const waiting = Promise.withResolvers<void>();
    const { client, clock } = createTestClient({
      baseUrl: server.baseUrl,
      admit: admitAfter(() => {
        if (++admissions === 1) return undefined;
        waiting.resolve();
        return new Promise(() => undefined);
      }),
    });
    const failed = rejection(client.request(REQUESTS.POST));
    await waiting.promise;
    clock.advance(180_000);
    expect(await failed).toMatchObject({ code: 'TIMEOUT', attempts: 1, cause: { status: 429 } });
  });

  test('a call that succeeds leaves no timer behind', async () => {
    const server = await startServer(json({}));
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    await client.request(REQUESTS.GET);
    expect(clock.pending()).toBe(0);
  });
});

describe('aborted signals', () => {
  const reason = new Error('no longer wanted');

  test.each(METHODS)('a %s whose signal has already aborted is not sent and asks for no admission', async (method) => {
    let admitted = 0;
    const { client } = createTestClient({ admit: admitAfter(() => admitted++) });
    const failed = await rejection(client.request(REQUESTS[method], { signal: AbortSignal.abort(reason) }));
    expect(failed).toBe(reason);
    expect(admitted).toBe(0);
  });

  test('a POST aborted while it waits for admission is not sent', async () => {
    const server = await startServer(json({}));
    const controller = new AbortController();
    const { client } = createTestClient({ baseUrl: server.baseUrl, admit: () => new Promise(() => undefined) });
    const failed = rejection(client.request(REQUESTS.POST, { signal: controller.signal }));
    controller.abort(reason);
    expect(await failed).toBe(reason);
    expect(server.methods).toEqual([]);
  });

  test('a POST aborted at the moment of admission is not sent', async () => {
    const server = await startServer(json({}));
    const controller = new AbortController();
    const admit = admitAfter(() => controller.abort(reason));
    const { client } = createTestClient({ baseUrl: server.baseUrl, admit });
    expect(await rejection(client.request(REQUESTS.POST, { signal: controller.signal }))).toBe(reason);
    expect(server.methods).toEqual([]);
  });

  test('a POST aborted just before its first byte is not sent', async () => {
    const server = await startServer(json({}));
    const controller = new AbortController();
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const options = { signal: controller.signal, onAttempt: () => controller.abort(reason) };
    expect(await rejection(client.request(REQUESTS.POST, options))).toBe(reason);
    expect(server.methods).toEqual([]);
  });

  test.each(Array.from({ length: 30 }, (_, index) => [index * 2]))(
    'a POST aborted %i microtasks after admission fails with the reason only if it was not sent',
    async (microtasks) => {
      const server = await startServer(hang);
      const controller = new AbortController();
      const abortLater = async () => {
        for (let count = 0; count < microtasks; count++) await Promise.resolve();
        controller.abort(reason);
      };
      const { client } = createTestClient({ baseUrl: server.baseUrl, admit: admitAfter(() => void abortLater()) });
      const error = await rejection(client.request(REQUESTS.POST, { signal: controller.signal }));
      await client.close();
      expect(error === reason ? server.methods : []).toEqual([]);
      expect(error === reason || isTwilioError(error)).toBe(true);
    },
  );

  test('a POST aborted while it waits to retry fails with the reason and is not sent again', async () => {
    const server = await startServer(json({}, 429, { 'retry-after': '60' }));
    const controller = new AbortController();
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    const failed = rejection(client.request(REQUESTS.POST, { signal: controller.signal }));
    // Two timers: the deadline and the wait of 60 s.
    while (clock.pending() < 2 || server.methods.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(reason);
    expect(await failed).toBe(reason);
    expect(server.methods).toEqual(['POST']);
    expect(clock.pending()).toBe(0);
  });

  test.each(METHODS)(
    'a %s aborted in flight fails with the reason, or with OUTCOME_UNKNOWN if it is a POST',
    async (method) => {
      const server = await startServer(hang);
      const controller = new AbortController();
      const { client } = createTestClient({ baseUrl: server.baseUrl });
      const arrived = server.arrival();
      const failed = rejection(client.request(REQUESTS[method], { signal: controller.signal }));
      await arrived;
      controller.abort(reason);
      const unknown = {
        code: 'OUTCOME_UNKNOWN',
        attempts: 1,
        cause: reason,
        message: expect.stringContaining('The caller aborted the request while it was in flight.') as string,
      };
      expect(await failed).toMatchObject(method === 'POST' ? unknown : reason);
      expect(server.methods).toEqual([method]);
    },
  );

  test('a list aborted between two pages does not request the second page', async () => {
    const server = await startServer((response, number, request) =>
      json({ next_page_uri: `${request.url?.split('?')[0]}?Page=${number}` })(response, number, request),
    );
    const controller = new AbortController();
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const read = async () => {
      for await (const page of client.pages(REQUESTS.GET, { signal: controller.signal })) {
        expect(page.attempts).toBe(1);
        controller.abort(reason);
      }
    };
    expect(await rejection(read())).toBe(reason);
    expect(server.methods).toEqual(['GET']);
  });
});
