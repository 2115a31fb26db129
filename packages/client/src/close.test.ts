import { describe, expect, test } from 'vitest';
import { admitAfter, createTestClient, rejection, REQUESTS } from '../test/test-client.js';
import { json, startServer } from '../test/test-server.js';

const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Lets all pending I/O and microtasks run. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Closes the client and records whether the call or the close ends first. */
function watch(client: { close(): Promise<void> }, call: Promise<unknown>) {
  const ended: string[] = [];
  void call.then(
    () => ended.push('call'),
    () => ended.push('call'),
  );
  return { ended, closed: client.close().then(() => void ended.push('close')) };
}

test('a closed client rejects calls without asking for admission', async () => {
  let admitted = 0;
  const { client } = createTestClient({ admit: admitAfter(() => admitted++) });
  await client.close();
  await client.close();
  const refusal = { code: 'INVALID_REQUEST', attempts: 0, message: 'The client is closed. Create a new one.' };
  expect(await rejection(client.request(REQUESTS.GET))).toMatchObject(refusal);
  expect(await rejection(client.download(REQUESTS.GET))).toMatchObject(refusal);
  expect(await rejection(client.pages(REQUESTS.GET)[Symbol.asyncIterator]().next())).toMatchObject(refusal);
  expect(admitted).toBe(0);
});

describe('draining', () => {
  test.each(METHODS)('close waits for a %s that has just begun', async (method) => {
    const server = await startServer(json({}));
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const call = client.request(REQUESTS[method]);
    const { ended, closed } = watch(client, call);
    await closed;
    expect(ended).toEqual(['call', 'close']);
    expect(await call).toMatchObject({ status: 200, attempts: 1 });
  });

  test.each(METHODS)('close waits for a %s that is waiting to retry', async (method) => {
    const server = await startServer((response, number, request) =>
      (number === 1 ? json({}, 429, { 'retry-after': '60' }) : json({}))(response, number, request),
    );
    const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
    const call = client.request(REQUESTS[method]);
    // Two timers: the deadline and the wait of 60 s.
    while (clock.pending() < 2 || server.methods.length === 0) await turns();
    await turns();
    const { ended, closed } = watch(client, call);
    expect(await rejection(client.request(REQUESTS.GET))).toMatchObject({ code: 'INVALID_REQUEST', attempts: 0 });
    await turns();
    expect(ended).toEqual([]);
    clock.advance(60_000);
    await closed;
    expect(ended).toEqual(['call', 'close']);
    expect(await call).toMatchObject({ status: 200, attempts: 2 });
    expect(server.methods).toEqual([method, method]);
  });

  test('close waits for a call that is waiting for admission', async () => {
    const server = await startServer(json({}));
    const admission = Promise.withResolvers<void>();
    const { client } = createTestClient({ baseUrl: server.baseUrl, admit: admitAfter(() => admission.promise) });
    const call = client.request(REQUESTS.POST);
    const { ended, closed } = watch(client, call);
    await turns();
    expect(ended).toEqual([]);
    admission.resolve();
    await closed;
    expect(ended).toEqual(['call', 'close']);
    expect(await call).toMatchObject({ status: 200, attempts: 1 });
  });

  test('close waits for a call that fails, and resolves', async () => {
    const admission = Promise.withResolvers<void>();
    const { client } = createTestClient({ admit: admitAfter(() => admission.promise) });
    const failed = rejection(client.request(REQUESTS.POST));
    const { ended, closed } = watch(client, failed);
    await turns();
    expect(ended).toEqual([]);
    const full = new Error('queue full');
    admission.reject(full);
    await closed;
    expect(ended).toEqual(['call', 'close']);
    expect(await failed).toBe(full);
  });

  test('close waits for a call no longer than its deadline', async () => {
    const { client, clock } = createTestClient({ admit: () => new Promise(() => undefined) });
    const failed = rejection(client.request(REQUESTS.GET));
    const { ended, closed } = watch(client, failed);
    await turns();
    expect(ended).toEqual([]);
    clock.advance(180_000);
    await closed;
    expect(await failed).toMatchObject({ code: 'TIMEOUT', attempts: 0 });
  });

  test('a second close waits for in-flight calls, too', async () => {
    const admission = Promise.withResolvers<void>();
    const { client } = createTestClient({ admit: admitAfter(() => admission.promise) });
    const failed = rejection(client.request(REQUESTS.GET));
    const first = client.close();
    const { ended, closed } = watch(client, failed);
    await turns();
    expect(ended).toEqual([]);
    admission.reject(new Error('queue full'));
    await Promise.all([first, closed]);
    expect(ended).toEqual(['call', 'close']);
  });
});

test('close waits for the page of a list that is in flight, and the next page is rejected', async () => {
  const server = await startServer((response, number, request) =>
    json({ next_page_uri: `${request.url?.split('?')[0]}?Page=${number}` })(response, number, request),
  );
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  const pages = client.pages(REQUESTS.GET)[Symbol.asyncIterator]();
  const first = pages.next();
  await client.close();
  expect(await first).toMatchObject({ value: { status: 200 } });
  expect(await rejection(pages.next())).toMatchObject({ code: 'INVALID_REQUEST', attempts: 0 });
  expect(server.methods).toEqual(['GET']);
});
