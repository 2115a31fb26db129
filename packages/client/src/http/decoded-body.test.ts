import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { type Reply, startServer } from '../../test/test-server.js';

const BODY = { sid: 'SM1', body: 'x'.repeat(200_000) };
const text = JSON.stringify(BODY);
const compressed = gzipSync(text);

const answer =
  (encoding: string, bytes: Uint8Array): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(bytes);
  };

test.each([
  ['gzip', compressed],
  ['GZIP', compressed],
  ['x-gzip', compressed],
  ['deflate', deflateSync(text)],
  ['identity', Buffer.from(text)],
])('a response in the encoding %s is decoded', async (encoding, bytes) => {
  const server = await startServer(answer(encoding, bytes));
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  expect((await client.request(REQUESTS.GET)).body).toEqual(BODY);
});

test('requests ask for the encodings that are decoded', async () => {
  let asked: unknown;
  const server = await startServer((response, _number, request) => {
    asked = request.headers['accept-encoding'];
    answer('gzip', compressed)(response, 1, request);
  });
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  await client.request(REQUESTS.GET);
  expect(asked).toBe('gzip, deflate');
});

test.each([
  ['is cut off', compressed.subarray(0, compressed.length - 10)],
  ['is damaged', Buffer.from('not compressed')],
])(
  'after an encoded response that %s, a GET is repeated, and the outcome of a POST is unknown',
  async (_why, bytes) => {
    const server = await startServer((response, number, request) =>
      answer('gzip', number === 1 ? bytes : compressed)(response, number, request),
    );
    const { client } = createTestClient({ baseUrl: server.baseUrl });
    expect(await client.request(REQUESTS.GET)).toMatchObject({ attempts: 2, body: BODY });
    server.reply(answer('gzip', bytes));
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
  },
);

test('a download is decoded, and one that is not read to its end gives its connection back', async () => {
  const server = await startServer(answer('gzip', compressed));
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  const whole = await client.download(REQUESTS.GET);
  expect(await new Response(whole.body).text()).toBe(text);
  const part = await client.download(REQUESTS.GET);
  await part.body.cancel();
  // Waits for the download in flight.
  await client.close();
});

test('an interim response is not taken for the answer', async () => {
  const server = await startServer((response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  });
  const { client } = createTestClient({ baseUrl: server.baseUrl });
  expect((await client.request(REQUESTS.GET)).body).toEqual(BODY);
});
