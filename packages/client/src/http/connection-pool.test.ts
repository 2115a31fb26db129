import { describe, expect, test } from 'vitest';
import { admitAfter, createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { hang, json, reset, startServer } from '../../test/test-server.js';

const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Lets pending socket events run: a connection becomes free only some turns after its response. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('keep-alive connections', () => {
  test('a connection is reused for later requests', async () => {
    const server = await startServer(json({}));
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    for (const method of [...METHODS, ...METHODS]) {
      await client.request(REQUESTS[method]);
      await turns();
    }
    expect(server.methods).toHaveLength(6);
    expect(server.connections()).toBe(1);
  });

  test('a connection is closed well before the keep-alive timeout that the server announces', async () => {
    const server = await startServer(json({}, 200, { connection: 'keep-alive', 'keep-alive': 'timeout=1' }));
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    for (const method of METHODS) {
      await client.request(REQUESTS[method]);
      await turns();
    }
    expect(server.connections()).toBe(3);
  });

  test('a request is sent once if the server has closed the idle connection', async () => {
    const server = await startServer((response, number, request) => {
      const { socket } = response;
      response.once('finish', () => setImmediate(() => socket?.destroy()));
      json({})(response, number, request);
    });
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    await client.request(REQUESTS.POST);
    await turns();
    expect(await client.request(REQUESTS.POST)).toMatchObject({ attempts: 1 });
    expect(server.connections()).toBe(2);
  });

  test('the outcome of a POST is unknown if the reused connection is reset while it is sent', async () => {
    const server = await startServer((response, number, request) =>
      (number === 1 ? json({}) : reset)(response, number, request),
    );
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    await client.request(REQUESTS.POST);
    await turns();
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
    expect(server.connections()).toBe(1);
    expect(server.methods).toEqual(['POST', 'POST']);
  });

  test('there are never more than maxConnections connections', async () => {
    const server = await startServer(json({}));
    const { client } = createTestClient({ baseUrl: server.baseUrl, maxConnections: 2 });
    await Promise.all(Array.from({ length: 20 }, () => client.request(REQUESTS.GET)));
    expect(server.methods).toHaveLength(20);
    expect(server.connections()).toBe(2);
  });

  test('close waits for a POST in flight before it closes the connections', async () => {
    let finish = () => {};
    const server = await startServer((response, number, request) => {
      finish = () => json({ ok: true })(response, number, request);
    });
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const arrived = server.arrival();
    const answer = client.request(REQUESTS.POST);
    await arrived;
    const closed = client.close();
    finish();
    expect(await answer).toMatchObject({ body: { ok: true } });
    await closed;
  });
});

describe('waiting for a free connection', () => {
  const setUp = async () => {
    const server = await startServer(hang);
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl, maxConnections: 1, maxAttempts: 1 });
    const arrived = server.arrival();
    const first = rejection(client.request(REQUESTS.POST));
    await arrived;
    return { server, client, clock, first };
  };

  test('a POST aborted while it waits for a free connection is not sent', async () => {
    const { server, client, clock, first } = await setUp();
    const controller = new AbortController();
    const second = rejection(client.request(REQUESTS.POST, { signal: controller.signal }));
    await turns();
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    expect(await second).toBe(reason);
    clock.advance(30_000);
    expect(await first).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(server.methods).toEqual(['POST']);
  });

  test('a POST that times out while it waits for a free connection is not sent', async () => {
    const { server, client, clock, first } = await setUp();
    const second = rejection(client.request(REQUESTS.POST));
    await turns();
    clock.advance(30_000);
    expect(await first).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await second).toMatchObject({ name: 'TwilioTimeoutError', attempts: 1 });
    expect(server.methods).toEqual(['POST']);
  });
});

test('a request that is answered with 421 is not sent again', async () => {
  const server = await startServer(json({}, 421));
  let admitted = 0;
  const { client } = createTestClient({ baseUrl: server.baseUrl, maxAttempts: 3, admit: admitAfter(() => admitted++) });
  for (const method of METHODS) {
    expect(await rejection(client.request(REQUESTS[method]))).toMatchObject({ status: 421, attempts: 1 });
  }
  expect(server.methods).toEqual(METHODS);
  expect(admitted).toBe(3);
});
