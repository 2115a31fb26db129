import { http, HttpResponse } from 'msw';
import { expect, test, vi } from 'vitest';
import { mockNetwork } from '@tooling/vitest/network';
import {
  ACCOUNT_SID,
  admitAfter,
  API_KEY_SID,
  createTestClient,
  rejection,
  REQUESTS,
  SUBACCOUNT_SID,
  TOKEN,
} from '../test/test-client.js';
import { createTwilioClient } from './client.js';
import type { TwilioClientOptions } from './options.js';
import type { TwilioRequest } from './request/request.js';

const network = mockNetwork();

/** Answers every request with `{}` and records the requests. */
function record() {
  const seen: { method: string; url: string; headers: Headers; body: string }[] = [];
  network.use(
    http.all('*', async ({ request }) => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: await request.text() });
      return HttpResponse.json({}, { status: method === 'POST' ? 201 : 200 });
    }),
  );
  return seen;
}

test('a GET is sent with its query, the account SID and the credentials', async () => {
  const seen = record();
  const { client } = createTestClient();
  const answer = await client.request({ ...REQUESTS.GET, query: { PageSize: 50, 'DateSent>': '2024-01-01' } });
  expect(answer).toEqual({ status: 200, body: {}, attempts: 1 });
  expect(seen).toHaveLength(1);
  expect(seen[0]!.url).toBe(
    `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json?PageSize=50&DateSent%3E=2024-01-01`,
  );
  expect(seen[0]!.headers.get('authorization')).toBe(
    `Basic ${Buffer.from(`${ACCOUNT_SID}:${TOKEN}`).toString('base64')}`,
  );
  expect(seen[0]!.headers.get('accept')).toBe('application/json');
  expect(seen[0]!.headers.has('content-type')).toBe(false);
});

test('a POST is sent with its form', async () => {
  const seen = record();
  const { client } = createTestClient();
  const form = { To: '+15551234567', Body: '', MediaUrl: ['https://a/1', 'https://a/2'], Flag: true, No: undefined };
  await client.request({ ...REQUESTS.POST, form });
  expect(seen[0]!.body).toBe(
    'To=%2B15551234567&Body=&MediaUrl=https%3A%2F%2Fa%2F1&MediaUrl=https%3A%2F%2Fa%2F2&Flag=true',
  );
  expect(seen[0]!.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
});

test('a POST without a form is sent with an empty body', async () => {
  const seen = record();
  const { client } = createTestClient();
  await client.request({ method: 'POST', path: '/v1/Services', product: 'messaging' });
  expect(seen[0]).toMatchObject({ url: 'https://messaging.twilio.com/v1/Services', body: '' });
});

test('a request for a subaccount uses the API key, and the subaccount appears only in the path', async () => {
  const seen = record();
  const credentials = { apiKeySid: API_KEY_SID, apiKeySecret: TOKEN };
  const { client } = createTestClient({ credentials, subaccountSid: SUBACCOUNT_SID });
  await client.request(REQUESTS.GET);
  expect(seen[0]!.url).toContain(`/Accounts/${SUBACCOUNT_SID}/Messages.json`);
  expect(seen[0]!.headers.get('authorization')).toBe(
    `Basic ${Buffer.from(`${API_KEY_SID}:${TOKEN}`).toString('base64')}`,
  );
});

test('region and base URL determine the host', async () => {
  const seen = record();
  await createTestClient({ region: 'ie1' }).client.request(REQUESTS.GET);
  await createTestClient({ baseUrl: 'https://gateway.example/{product}' }).client.request(REQUESTS.GET);
  expect(seen.map(({ url }) => url.split('/2010')[0])).toEqual([
    'https://api.dublin.ie1.twilio.com',
    'https://gateway.example/api',
  ]);
});

test('a DELETE that is answered with 204 returns no body', async () => {
  network.use(http.delete('*', () => new HttpResponse(null, { status: 204 })));
  const { client } = createTestClient();
  expect(await client.request(REQUESTS.DELETE)).toEqual({ status: 204, body: undefined, attempts: 1 });
});

test.each<[string, TwilioRequest]>([
  ['a dot segment in its path', { method: 'GET', path: '/v1/../x' }],
  ['a product that is not a host name label', { method: 'GET', path: '/v1/x', product: 'evil.example/' }],
  ['a form and the method GET', { method: 'GET', path: '/v1/x', form: { A: 1 } }],
  ['a form and the method DELETE', { method: 'DELETE', path: '/v1/x', form: { A: 1 } }],
])('a request with %s is rejected before admission, and nothing is sent', async (_what, request) => {
  const seen = record();
  let admitted = 0;
  const { client } = createTestClient({ admit: admitAfter(() => admitted++) });
  expect(await rejection(client.request(request))).toMatchObject({ code: 'INVALID_REQUEST', attempts: 0 });
  expect(await rejection(client.download(request))).toMatchObject({ code: 'INVALID_REQUEST', attempts: 0 });
  expect([seen.length, admitted]).toEqual([0, 0]);
});

test.each<[Partial<TwilioClientOptions>, string]>([
  [{ accountSid: 'AC1' }, 'accountSid must be "AC" followed by 32 hexadecimal digits.'],
  [{ accountSid: TOKEN }, 'accountSid must be'],
  [{ subaccountSid: API_KEY_SID }, 'subaccountSid must be'],
  [{ attemptTimeoutMs: 0 }, 'attemptTimeoutMs must be'],
  [{ deadlineMs: Number.POSITIVE_INFINITY }, 'deadlineMs must be'],
  [{ deadlineMs: Number.NaN }, 'deadlineMs must be'],
  [{ maxAttempts: 0 }, 'maxAttempts must be'],
  [{ maxConnections: 1.5 }, 'maxConnections must be'],
])('createTwilioClient rejects the option %o and says "%s"', (option, message) => {
  const make = () => createTwilioClient({ accountSid: ACCOUNT_SID, credentials: { authToken: 'x' }, ...option });
  expect(make).toThrow(
    expect.objectContaining({ name: 'TwilioRequestError', message: expect.stringContaining(message) }),
  );
  expect(make).not.toThrow(TOKEN);
});

test('a call with a negative deadline is rejected', async () => {
  const { client } = createTestClient();
  expect(await rejection(client.request(REQUESTS.GET, { deadlineMs: -1 }))).toMatchObject({
    code: 'INVALID_REQUEST',
    message: expect.stringContaining('deadlineMs must be'),
  });
});

test('each attempt asks for admission with the priority of its call, and is counted', async () => {
  const events: string[] = [];
  network.use(
    http.get('*', () => {
      events.push('request');
      return events.filter((event) => event === 'request').length < 3
        ? HttpResponse.json({}, { status: 503 })
        : HttpResponse.json({});
    }),
  );
  const { client } = createTestClient({
    admit: admitAfter((options) =>
      events.push(
        `admit ${options?.priority} for ${options?.origin?.caller} ${options?.signal instanceof AbortSignal}`,
      ),
    ),
  });
  const origin = { call: 'c', caller: 'token:ci' };
  const options = { priority: 'bulk', origin, onAttempt: () => void events.push('count') } as const;
  expect(await client.request(REQUESTS.GET, options)).toMatchObject({ attempts: 3 });
  const once = ['admit bulk for token:ci true', 'count', 'request'];
  expect(events).toEqual([...once, ...once, ...once]);
});

test('a call fails with the error of its admission, unchanged', async () => {
  const seen = record();
  const full = new Error('queue full');
  const { client } = createTestClient({ admit: () => Promise.reject(full) });
  expect(await rejection(client.request(REQUESTS.POST))).toBe(full);
  const { client: other } = createTestClient({
    admit() {
      throw full;
    },
  });
  expect(await rejection(other.request(REQUESTS.POST))).toBe(full);
  expect(seen).toHaveLength(0);
});

test('the observer gets a record of each attempt, without its query or its data', async () => {
  let number = 0;
  const failed = { status: 503, headers: { 'Twilio-Request-Id': 'RQ1' } };
  const origin = { call: 'c', caller: 'token:ci' };
  network.use(
    http.get('*', () => (++number === 1 ? HttpResponse.json({ code: 20503 }, failed) : HttpResponse.json({}))),
    http.post('*', () => HttpResponse.error()),
  );
  const records: unknown[] = [];
  const { client } = createTestClient({ onAttempt: (attempt) => records.push(attempt) });
  await client.request({ ...REQUESTS.GET, query: { To: '+15551234567' } });
  await rejection(client.request(REQUESTS.POST, { origin }));
  const get = { method: 'GET', product: 'api', path: REQUESTS.GET.path, waitMs: 0, durationMs: 0 };
  expect(records).toEqual([
    { ...get, status: 503, twilioCode: 20503, requestId: 'RQ1', attempt: 1 },
    { ...get, status: 200, attempt: 2 },
    { ...get, method: 'POST', error: 'CONNECTION', attempt: 1, origin },
  ]);
});

test('the record of an attempt has its wait and, without it, its duration', async () => {
  const times: (readonly number[])[] = [];
  const { client, clock } = createTestClient({
    admit: admitAfter(() => clock.advance(1000)),
    fetch: () => {
      clock.advance(120);
      return Promise.resolve(HttpResponse.json({}, { status: times.length === 0 ? 503 : 200 }));
    },
    onAttempt: ({ waitMs, durationMs }) => times.push([waitMs, durationMs]),
  });
  await client.request(REQUESTS.GET);
  expect(times).toEqual([
    [1000, 120],
    [1000, 120],
  ]);
});

test('an error thrown by the observer becomes a process warning and does not fail the call', async () => {
  const seen = record();
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const { client } = createTestClient({
    onAttempt() {
      throw new Error('metrics are down');
    },
  });
  expect(await client.request(REQUESTS.POST)).toMatchObject({ status: 201 });
  expect(warn).toHaveBeenCalledWith(new Error('metrics are down'));
  expect(seen).toHaveLength(1);
});
