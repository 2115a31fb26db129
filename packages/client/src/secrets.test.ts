import { inspect } from 'node:util';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { mockNetwork } from '@tooling/vitest/network';
import { ACCOUNT_SID, API_KEY_SID, createTestClient, rejection, REQUESTS, TOKEN } from '../test/test-client.js';
import { findClosedPort } from '../test/test-server.js';
import type { TwilioClientOptions } from './options.js';

const network = mockNetwork();

const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Every text that a log could show for a value. */
function allTextOf(value: unknown): string {
  const inspected = inspect(value, { depth: null, showHidden: true, getters: true, maxStringLength: null });
  const chain: string[] = [];
  for (let error = value; error instanceof Error; error = error.cause) {
    chain.push(error.message, error.stack ?? '', JSON.stringify(error), JSON.stringify(Object.entries(error)));
  }
  return [inspected, JSON.stringify(value) ?? '', String(value), ...chain].join('\n');
}

/** The secrets that a log of a value would show. */
function secretsIn(value: unknown): string[] {
  const text = allTextOf(value).toLowerCase();
  const logins = [ACCOUNT_SID, API_KEY_SID].map((user) => Buffer.from(`${user}:${TOKEN}`).toString('base64'));
  return [TOKEN, ...logins, 'authorization'].filter((secret) => text.includes(secret.toLowerCase()));
}

const CREDENTIALS: Partial<TwilioClientOptions>[] = [
  { credentials: { authToken: TOKEN } },
  { credentials: { apiKeySid: API_KEY_SID, apiKeySecret: TOKEN } },
];

test('secretsIn finds secrets in properties and causes', () => {
  const request = new Request('https://api.twilio.com', { headers: { authorization: TOKEN } });
  expect(secretsIn(Object.assign(new Error('x'), { request }))).toEqual([TOKEN, 'authorization']);
  expect(secretsIn(new Error('x', { cause: new Error(TOKEN) }))).toEqual([TOKEN]);
});

describe.each(CREDENTIALS)('credentials %o', (options) => {
  test('a printed client does not show its credentials', async () => {
    const { client } = createTestClient(options);
    expect(secretsIn(client)).toEqual([]);
    expect(JSON.stringify(client)).toBe('{}');
    await client.close();
    expect(secretsIn(client)).toEqual([]);
  });

  describe.each(METHODS)('errors of a %s', (method) => {
    const failWith = (over: Partial<TwilioClientOptions>) =>
      rejection(createTestClient({ ...options, maxAttempts: 1, ...over }).client.request(REQUESTS[method]));

    test('the error for a failed connection does not show the credentials', async () => {
      expect(secretsIn(await failWith({ baseUrl: `http://127.0.0.1:${await findClosedPort()}` }))).toEqual([]);
    });

    test('the error for a lost connection does not show the credentials', async () => {
      network.use(http.all('*', () => HttpResponse.error()));
      expect(secretsIn(await failWith({}))).toEqual([]);
    });

    test('the error for a response that was cut off does not show the credentials', async () => {
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

    test.each([400, 401, 500])('the error for a %i does not show the credentials', async (status) => {
      network.use(http.all('*', () => HttpResponse.json({ message: 'no' }, { status })));
      expect(secretsIn(await failWith({}))).toEqual([]);
    });

    test.each([400, 500])('the error for a %i that echoes the credentials does not show them', async (status) => {
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

    test.each([200, 400])(
      'the error for a %i whose content type is the credentials does not show them',
      async (status) => {
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
      },
    );

    test('the error for a truncated response whose content type is the credentials does not show them', async () => {
      const fetch = (input: string | URL | Request) => {
        const login = (input as Request).headers.get('authorization') ?? '';
        const body = new ReadableStream({ start: (controller) => controller.error(new Error('cut')) });
        return Promise.resolve(new Response(body, { headers: { 'content-type': login } }));
      };
      const error = await failWith({ fetch });
      expect(secretsIn(error)).toEqual([]);
      expect(String(error)).toContain('(HTTP 200, [secret])');
    });

    test('the error for a failed fetch does not show the credentials, even if its cause holds the request', async () => {
      const fetch = (input: string | URL | Request) => {
        const request = input as Request;
        const login = request.headers.get('authorization');
        const inner = Object.assign(new Error(`bad header ${login}`), { code: 'ERR_BAD', request, login });
        return Promise.reject(Object.assign(new TypeError(`fetch failed: ${login}`, { cause: inner }), { request }));
      };
      expect(secretsIn(await failWith({ fetch }))).toEqual([]);
    });

    test('the error for a timeout does not show the credentials', async () => {
      const { client, clock } = createTestClient({ ...options, fetch: () => new Promise(() => undefined) });
      const failed = rejection(client.request(REQUESTS[method], { deadlineMs: 30_000 }));
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      clock.advance(30_000);
      const error = await failed;
      expect(error).toHaveProperty('attempts', 1);
      expect(secretsIn(error)).toEqual([]);
    });
  });

  test('the record of an attempt does not show the credentials', async () => {
    network.use(http.all('*', () => HttpResponse.error()));
    const records: unknown[] = [];
    const { client } = createTestClient({ ...options, onAttempt: (attempt) => records.push(attempt) });
    await rejection(client.request(REQUESTS.POST));
    expect(records).toHaveLength(1);
    expect(secretsIn(records)).toEqual([]);
  });
});

test.each(METHODS)('credentials that are echoed in the response to a %s are removed from its body', async (method) => {
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

test.each(['0', '+', 'a'])('credentials in which JSON writes %j as a number are removed', async (character) => {
  const authToken = '0123456789abcdef+0123456789+bcdef';
  const code = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  for (const escape of [code, code.replace('b', 'B')]) {
    const body = JSON.stringify({ token: authToken }).replaceAll(character, escape);
    network.use(http.all('*', () => new HttpResponse(body, { status: 200 })));
    const { client } = createTestClient({ credentials: { authToken } });
    expect((await client.request(REQUESTS.GET)).body).toEqual({ token: '[secret]' });
  }
});
