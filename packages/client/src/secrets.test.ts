import { inspect } from 'node:util';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { mockNetwork } from '@tooling/vitest/network';
import { ACCOUNT_SID, API_KEY_SID, createTestClient, rejection, REQUESTS, TOKEN } from '../test/test-client.js';
import { findClosedPort } from '../test/test-server.js';
import type { TwilioClientOptions } from './options.js';

const network = mockNetwork();

const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Everything that a log could make of a value. */
function allTextOf(value: unknown): string {
  const inspected = inspect(value, { depth: null, showHidden: true, getters: true, maxStringLength: null });
  const chain: string[] = [];
  for (let error = value; error instanceof Error; error = error.cause) {
    chain.push(error.message, error.stack ?? '', JSON.stringify(error), JSON.stringify(Object.entries(error)));
  }
  return [inspected, JSON.stringify(value) ?? '', String(value), ...chain].join('\n');
}

/** What of the secrets shows in a value. */
function secretsIn(value: unknown): string[] {
  const text = allTextOf(value).toLowerCase();
  const logins = [ACCOUNT_SID, API_KEY_SID].map((user) => Buffer.from(`${user}:${TOKEN}`).toString('base64'));
  return [TOKEN, ...logins, 'authorization'].filter((secret) => text.includes(secret.toLowerCase()));
}

const CREDENTIALS: Partial<TwilioClientOptions>[] = [
  { credentials: { authToken: TOKEN } },
  { credentials: { apiKeySid: API_KEY_SID, apiKeySecret: TOKEN } },
];

test('the search finds a secret where there is one', () => {
  const request = new Request('https://api.twilio.com', { headers: { authorization: TOKEN } });
  expect(secretsIn(Object.assign(new Error('x'), { request }))).toEqual([TOKEN, 'authorization']);
  expect(secretsIn(new Error('x', { cause: new Error(TOKEN) }))).toEqual([TOKEN]);
});

describe.each(CREDENTIALS)('with %o', (options) => {
  test('a client shows nothing', async () => {
    const { client } = createTestClient(options);
    expect(secretsIn(client)).toEqual([]);
    expect(JSON.stringify(client)).toBe('{}');
    await client.close();
    expect(secretsIn(client)).toEqual([]);
  });

  describe.each(METHODS)('an error of a %s shows nothing', (method) => {
    const failWith = (over: Partial<TwilioClientOptions>) =>
      rejection(createTestClient({ ...options, maxAttempts: 1, ...over }).client.request(REQUESTS[method]));

    test('when no connection was made', async () => {
      expect(secretsIn(await failWith({ baseUrl: `http://127.0.0.1:${await findClosedPort()}` }))).toEqual([]);
    });

    test('when the connection broke', async () => {
      network.use(http.all('*', () => HttpResponse.error()));
      expect(secretsIn(await failWith({}))).toEqual([]);
    });

    test('when the body broke', async () => {
      network.use(
        http.all('*', () => {
          const body = new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode('{'));
              controller.error(new Error('cut'));
            },
          });
          return new HttpResponse(body, { headers: { 'content-type': 'application/json' } });
        }),
      );
      expect(secretsIn(await failWith({}))).toEqual([]);
    });

    test.each([400, 401, 500])('when the answer is %i', async (status) => {
      network.use(http.all('*', () => HttpResponse.json({ message: 'no' }, { status })));
      expect(secretsIn(await failWith({}))).toEqual([]);
    });

    test.each([400, 500])('when a gateway answers %i and repeats the login', async (status) => {
      network.use(
        http.all('*', ({ request }) => {
          const login = request.headers.get('authorization') ?? '';
          const headers = { 'Twilio-Request-Id': `RQ ${login}` };
          const details = { headers: [{ [login]: login }], password: TOKEN, count: 1 };
          const said = {
            code: 20003,
            message: `refused ${login} (${TOKEN})`,
            more_info: `https://x/?${TOKEN}`,
            details,
          };
          return HttpResponse.json(said, { status, headers });
        }),
      );
      const error = await failWith({});
      expect(secretsIn(error)).toEqual([]);
      expect(method === 'POST' && status === 500 ? (error as Error).cause : error).toMatchObject({
        message: 'refused [secret] ([secret])',
        twilioCode: 20003,
        moreInfo: 'https://x/?[secret]',
        requestId: 'RQ [secret]',
        details: { headers: [{ '[secret]': '[secret]' }], password: '[secret]', count: 1 },
      });
    });

    test.each([200, 400])('when a gateway answers %i with the login as the content type', async (status) => {
      network.use(
        http.all('*', ({ request }) => {
          const login = request.headers.get('authorization') ?? '';
          return new HttpResponse('x', { status, headers: { 'content-type': login } });
        }),
      );
      const error = await failWith({});
      expect(secretsIn(error)).toEqual([]);
      expect(String(error)).toContain(`HTTP ${status}`);
      expect(String(error)).toContain('[secret], 1 characters');
    });

    test('when the body broke under the login as the content type', async () => {
      const fetch = (input: string | URL | Request) => {
        const login = (input as Request).headers.get('authorization') ?? '';
        const body = new ReadableStream({ start: (controller) => controller.error(new Error('cut')) });
        return Promise.resolve(new Response(body, { headers: { 'content-type': login } }));
      };
      const error = await failWith({ fetch });
      expect(secretsIn(error)).toEqual([]);
      expect(String(error)).toContain('(HTTP 200, [secret])');
    });

    test('when fetch fails with the request in hand', async () => {
      const fetch = (input: string | URL | Request) => {
        const request = input as Request;
        const login = request.headers.get('authorization');
        const inner = Object.assign(new Error(`bad header ${login}`), { code: 'ERR_BAD', request, login });
        return Promise.reject(Object.assign(new TypeError(`fetch failed: ${login}`, { cause: inner }), { request }));
      };
      expect(secretsIn(await failWith({ fetch }))).toEqual([]);
    });

    test('when it runs out of time', async () => {
      const { client, clock } = createTestClient({ ...options, fetch: () => new Promise(() => undefined) });
      const failed = rejection(client.request(REQUESTS[method], { deadlineMs: 30_000 }));
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      clock.advance(30_000);
      const error = await failed;
      expect(error).toHaveProperty('attempts', 1);
      expect(secretsIn(error)).toEqual([]);
    });
  });

  test('what is told for metrics shows nothing', async () => {
    network.use(http.all('*', () => HttpResponse.error()));
    const records: unknown[] = [];
    const { client } = createTestClient({ ...options, onAttempt: (attempt) => records.push(attempt) });
    await rejection(client.request(REQUESTS.POST));
    expect(records).toHaveLength(1);
    expect(secretsIn(records)).toEqual([]);
  });
});

test.each(METHODS)('an answer to a %s that repeats the log-in as data does not hand it on', async (method) => {
  const secret = '0123456789abcdef/23456789+bcdef'.padEnd(32, 'x');
  const login = Buffer.from(`${ACCOUNT_SID}:${secret}`).toString('base64');
  const body = JSON.stringify({ said: `Basic ${login}`, [secret]: { token: secret }, kept: 'Basic words/remain' });
  network.use(http.all('*', () => new HttpResponse(body.replaceAll('/', String.raw`\/`), { status: 200 })));
  const { client } = createTestClient({ credentials: { authToken: secret } });
  expect((await client.request(REQUESTS[method])).body).toEqual({
    said: 'Basic [secret]',
    '[secret]': { token: '[secret]' },
    kept: 'Basic words/remain',
  });
});
