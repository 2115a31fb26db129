import { describe, expect, test } from 'vitest';
import { recordPermits } from '../../test/recorded-permits.js';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { hang, json, reset, startServer, type Reply } from '../../test/test-server.js';

const replyWith =
  (status: number, headers: Record<string, string> = {}, body = {}): Reply =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Sends one request with one attempt. Returns what it reported to the rate limiter. */
async function answersOf(reply: Reply) {
  const server = await startServer(reply);
  const { admit, answers, ends } = recordPermits();
  const { client, clock } = createTestClient({ baseUrl: server.baseUrl, admit, maxAttempts: 1 });
  const arrived = server.arrival();
  const done = client.request(REQUESTS.POST).catch(() => undefined);
  await arrived;
  return { answers, ends, done, clock };
}

describe('the rate limiter learns from each attempt', () => {
  test.each([
    ['a result', 200, {}, { isThrottled: false }],
    ['an error', 404, {}, { isThrottled: false }],
    ['an error of the server', 503, {}, { isThrottled: false }],
    [
      'the number of concurrent requests',
      200,
      { 'Twilio-Concurrent-Requests': '37' },
      { isThrottled: false, concurrent: 37 },
    ],
    ['a number that cannot be read', 200, { 'Twilio-Concurrent-Requests': 'many' }, { isThrottled: false }],
  ])('%s', async (_what, status, headers, answer) => {
    const { answers, done } = await answersOf(replyWith(status, headers));
    await done;
    expect(answers).toEqual([answer]);
  });

  test('a 429 and the attempt after it', async () => {
    const server = await startServer((response, number, request) =>
      number === 1
        ? replyWith(429, { 'Twilio-Concurrent-Requests': '9' })(response, number, request)
        : json({})(response, number, request),
    );
    const { admit, answers } = recordPermits();
    const { client } = createTestClient({ baseUrl: server.baseUrl, admit });
    await client.request(REQUESTS.POST);
    expect(answers).toEqual([{ isThrottled: true, concurrent: 9 }, { isThrottled: false }]);
  });

  test.each([
    [20_429, true],
    [60_202, false],
  ])('a 429 with the code %i, which is about the load of the account: %s', async (code, isThrottled) => {
    const server = await startServer((response, number, request) =>
      number === 1
        ? replyWith(429, {}, { code, message: 'Too many', status: 429 })(response, number, request)
        : json({})(response, number, request),
    );
    const { admit, answers } = recordPermits();
    const { client } = createTestClient({ baseUrl: server.baseUrl, admit });
    await client.request(REQUESTS.POST);
    expect(answers[0]).toEqual({ isThrottled });
  });

  test('a broken connection is an end without an answer', async () => {
    const { answers, ends, done } = await answersOf(reset);
    await done;
    expect([answers, ends]).toEqual([[undefined], ['sent']]);
  });

  test('an attempt that times out is an end without an answer, and not before', async () => {
    const { answers, done, clock } = await answersOf(hang);
    expect(answers).toEqual([]);
    clock.advance(30_000);
    await done;
    expect(answers).toEqual([undefined]);
  });

  test('an attempt that was never sent is an end, too', async () => {
    const { admit, answers, ends } = recordPermits();
    const { client } = createTestClient({
      baseUrl: 'http://127.0.0.1:8081',
      admit,
      checkAddress: () => 'It is private.',
    });
    await rejection(client.request(REQUESTS.GET));
    expect([answers, ends]).toEqual([[undefined], ['released']]);
  });

  test('a download ends for the rate limiter when its response begins', async () => {
    const server = await startServer((response) => void response.writeHead(200).write('half'));
    const { admit, answers } = recordPermits();
    const { client } = createTestClient({ baseUrl: server.baseUrl, admit });
    const { body } = await client.download({ method: 'GET', path: '/2010-04-01/x.mp3' });
    expect(answers).toEqual([{ isThrottled: false }]);
    await body.cancel();
  });
});
