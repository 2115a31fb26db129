import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createTestClient, rejection } from '../../test/test-client.js';
import { json, type Reply, reset, startServer } from '../../test/test-server.js';
import { createSecretFilter } from '../secret-filter.js';
import { toByteStream } from './byte-stream.js';

const MEDIA = { method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}/Recordings/RE1.mp3' } as const;
const BYTES = Buffer.from([0, 255, 1, 254, 13, 10]);

const media: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(BYTES);
};

/** Sends some bytes and then stalls. */
const begin: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': '1000' }).write(BYTES);
};

/** Sends some bytes, and cuts the connection when `cut` is called. */
function cuttable() {
  let cut = () => {};
  const reply: Reply = (response, number, request) => {
    begin(response, number, request);
    cut = () => response.destroy();
  };
  return { reply, cut: () => cut() };
}

const readAll = async (body: ReadableStream<Uint8Array>) => Buffer.from(await new Response(body).arrayBuffer());

test('a download returns the bytes unchanged', async () => {
  let accept: string | undefined;
  const server = await startServer((response, number, request) => {
    accept = request.headers.accept;
    media(response, number, request);
  });
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  const { body, ...answer } = await client.download(MEDIA);
  expect(answer).toEqual({ status: 200, contentType: 'audio/mpeg', attempts: 1 });
  expect(await readAll(body)).toEqual(BYTES);
  expect(accept).toBe('*/*');
});

test('a response without a body or content type is an empty stream', async () => {
  const server = await startServer((response) => void response.writeHead(204).end());
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  const { body, status, contentType } = await client.download(MEDIA);
  expect([status, contentType, (await readAll(body)).length]).toEqual([204, undefined, 0]);
});

test('a download is retried until its body begins', async () => {
  const replies = [json({}, 503), reset, media];
  const server = await startServer((response, number, request) => replies[number - 1]!(response, number, request));
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  const { body, attempts } = await client.download(MEDIA);
  expect([attempts, await readAll(body)]).toEqual([3, BYTES]);
});

test('a download fails with the error in the response', async () => {
  const server = await startServer(json({ code: 20404, message: 'Not there', status: 404 }, 404));
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  expect(await rejection(client.download(MEDIA))).toMatchObject({
    status: 404,
    twilioCode: 20404,
    message: 'Not there',
  });
});

test('a download with a method other than GET is rejected', async () => {
  const { client } = createTestClient();
  expect(await rejection(client.download({ ...MEDIA, method: 'POST' }))).toMatchObject({ code: 'INVALID_REQUEST' });
});

describe('downloads that are cut off', () => {
  test('a download stream fails if the connection is cut', async () => {
    const { reply, cut } = cuttable();
    const server = await startServer(reply);
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const { body } = await client.download(MEDIA);
    const reader = body.getReader();
    expect(Buffer.from((await reader.read()).value!)).toEqual(BYTES);
    cut();
    expect(await rejection(reader.read())).toMatchObject({
      name: 'TwilioConnectionError',
      attempts: 1,
      message: expect.stringMatching(/^The download from 127\.0\.0\.1:\d+ was cut off after 6 bytes: \w+\.$/) as string,
    });
  });

  test('a download stream fails with TIMEOUT if the body stalls', async () => {
    const error = Object.assign(new Error('Body Timeout Error'), { code: 'UND_ERR_BODY_TIMEOUT' });
    const source = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(error) });
    const filter = createSecretFilter([]);
    const stream = toByteStream(source, { host: 'api.twilio.com', attempts: 2, redact: (text) => text, filter });
    expect(await rejection(readAll(stream))).toMatchObject({
      code: 'TIMEOUT',
      attempts: 2,
      message: 'The download from api.twilio.com stalled after 0 bytes.',
    });
  });

  test('aborting a download whose body has already failed causes no unhandled rejection', async () => {
    const reasons: unknown[] = [];
    const cancel = async (given?: unknown) => {
      reasons.push(given);
      throw new Error('the body has failed');
    };
    const controller = new AbortController();
    const reader = { read: () => new Promise<never>(() => {}), cancel };
    const context = { host: 'x', attempts: 1, redact: (text: string) => text, filter: createSecretFilter([]) };
    const body = { getReader: () => reader, cancel };
    const stream = toByteStream(body, { ...context, signal: controller.signal });
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    // Node reports a rejection that nobody handles before the next timers, and vitest fails the run.
    await new Promise((resolve) => void setImmediate(resolve));
    expect(reasons).toEqual([reason]);
    expect(await rejection(readAll(stream))).toBe(reason);
  });

  test('a download that is aborted while nobody reads it closes its connection', async () => {
    const closed = Promise.withResolvers<void>();
    const server = await startServer((response, number, request) => {
      begin(response, number, request);
      response.on('close', closed.resolve);
    });
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const controller = new AbortController();
    const { body } = await client.download(MEDIA, { signal: controller.signal });
    const reason = new Error('stop');
    controller.abort(reason);
    await closed.promise;
    expect(await rejection(readAll(body))).toBe(reason);
  });

  test('a download stream fails with the reason of the signal if the caller aborts', async () => {
    const server = await startServer(begin);
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    const controller = new AbortController();
    const { body } = await client.download(MEDIA, { signal: controller.signal });
    const reader = body.getReader();
    await reader.read();
    const next = rejection(reader.read());
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    expect(await next).toBe(reason);
  });
});

test('the time limits of a call do not apply once the body of a download has begun', async () => {
  let finish = () => {};
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg' }).write(BYTES);
    finish = () => void response.end(BYTES);
  });
  const { client, clock } = createTestClient({ baseUrl: server.baseUrl });
  const { body } = await client.download(MEDIA);
  expect(clock.pending()).toBe(0);
  clock.advance(1_000_000);
  finish();
  expect(await readAll(body)).toEqual(Buffer.concat([BYTES, BYTES]));
});

describe('a gateway that repeats the credentials', () => {
  const authToken = '0123456789abcdef0123456789abcdef';

  /** Downloads from a server that answers with the `Authorization` header, in chunks and in the content type. */
  async function download(answer: (login: string) => { chunks: readonly string[]; type: string }) {
    const server = await startServer((response, _number, request) => {
      const { chunks, type } = answer(request.headers.authorization ?? '');
      response.writeHead(200, { 'content-type': type });
      // Each chunk is written in a turn of its own, so that it arrives by itself.
      const [last] = chunks.slice(-1);
      for (const chunk of chunks.slice(0, -1)) response.write(chunk);
      setImmediate(() => setImmediate(() => response.end(last)));
    });
    const { client } = createTestClient({ baseUrl: server.baseUrl, credentials: { authToken } });
    const { body, contentType } = await client.download(MEDIA);
    return { contentType, text: (await readAll(body)).toString() };
  }

  test.each([0, 3, 20, 60, 90])('the body does not contain them, even if they are cut after %i bytes', async (at) => {
    const { text } = await download((login) => {
      const said = `[${login} ${encodeURIComponent(authToken)}]`;
      return { chunks: [said.slice(0, at), said.slice(at)], type: 'text/plain' };
    });
    expect(text).toBe('[Basic [secret] [secret]]');
  });

  test('other data of the body stays intact', async () => {
    const said = `0123456789abcdef AC${'0'.repeat(32)} Basic authentication`;
    expect(await download(() => ({ chunks: [said], type: 'text/plain' }))).toEqual({
      contentType: 'text/plain',
      text: said,
    });
  });

  test.each<[string, (login: string) => string, string | undefined]>([
    ['the header itself', (login) => login, undefined],
    ['a media type with the token', () => `audio/${authToken}`, undefined],
    ['a parameter with the header', (login) => `audio/mpeg; x="${login}"`, undefined],
    ['words', () => 'not a type', undefined],
    ['a parameter that is not valid', () => 'audio/mpeg; some words', 'audio/mpeg'],
    ['a media type', () => 'text/plain; charset=utf-8', 'text/plain;charset=utf-8'],
  ])('a content type that is %s is passed on only as far as it is a media type', async (_what, toType, passedOn) => {
    const { contentType } = await download((login) => ({ chunks: ['x'], type: toType(login) }));
    expect(contentType).toBe(passedOn);
  });

  test('the error for a redirect to a host whose name is the token does not show it', async () => {
    const host = `${authToken}.twiliocdn.com`;
    const fails = () =>
      Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
    let asked = 0;
    const { client } = createTestClient({
      credentials: { authToken },
      maxAttempts: 1,
      fetch: () =>
        ++asked > 1
          ? fails()
          : Promise.resolve(new Response(null, { status: 307, headers: { location: `https://${host}/` } })),
    });
    const error = await rejection(client.download(MEDIA));
    expect(asked).toBe(2);
    expect(String(error)).toContain('[secret].twiliocdn.com');
    expect(inspect(error)).not.toContain(authToken);
  });
});

test('a cancelled download frees its connection', async () => {
  const server = await startServer((response, number, request) =>
    (number === 1 ? begin : media)(response, number, request),
  );
  const { client } = createTestClient({ baseUrl: server.baseUrl, maxConnections: 1 });
  const { body } = await client.download(MEDIA);
  await body.cancel();
  expect(await readAll((await client.download(MEDIA)).body)).toEqual(BYTES);
});
