import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { mockNetwork } from '@tooling/vitest/network';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import { createSecretFilter } from '../secret-filter.js';
import { readBody } from './read-response.js';

const network = mockNetwork();

const answerWith = (response: () => Response) => network.use(http.all('*', response));

const failWith = async (response: () => Response, method: 'GET' | 'POST' | 'DELETE' = 'GET') => {
  answerWith(response);
  return rejection(createTestClient({ maxAttempts: 1 }).client.request(REQUESTS[method]));
};

describe('error responses', () => {
  test('an error of the 2010 API has the code, message, link and details of the response', async () => {
    const error = await failWith(() =>
      HttpResponse.json(
        {
          code: 21211,
          message: "The 'To' number +1555 is not a valid phone number.",
          more_info: 'https://www.twilio.com/docs/errors/21211',
          status: 400,
          details: { field: 'To' },
        },
        { status: 400, headers: { 'Twilio-Request-Id': 'RQ1' } },
      ),
    );
    expect(error).toMatchObject({
      name: 'TwilioApiError',
      message: "The 'To' number +1555 is not a valid phone number.",
    });
    expect({ ...(error as object) }).toEqual({
      name: 'TwilioApiError',
      code: 'API_ERROR',
      attempts: 1,
      status: 400,
      twilioCode: 21211,
      moreInfo: 'https://www.twilio.com/docs/errors/21211',
      requestId: 'RQ1',
      details: { field: 'To' },
    });
  });

  test('an error response with a list of errors is read from the first of them', async () => {
    const errors = [{ code: 30001, message: 'first', infoUrl: 'https://twilio.com/30001' }, { message: 'second' }];
    expect(await failWith(() => HttpResponse.json({ errors }, { status: 422 }))).toMatchObject({
      message: 'first',
      status: 422,
      twilioCode: 30001,
      moreInfo: 'https://twilio.com/30001',
    });
  });

  test('an error response without a code gives an error without a twilioCode', async () => {
    const error = await failWith(() => HttpResponse.json({ message: 'No', code: null }, { status: 403 }));
    expect(error).toMatchObject({ message: 'No', status: 403 });
    expect(error).not.toHaveProperty('twilioCode');
    expect(error).not.toHaveProperty('moreInfo');
    expect(error).not.toHaveProperty('details');
  });

  test.each<[string, () => Response]>([
    ['text/html, 20 characters', () => HttpResponse.html('<h1>Not Found 1</h1>', { status: 404 })],
    ['text/xml, 4 characters', () => HttpResponse.xml('<a/>', { status: 404 })],
    ['no content type, 0 characters', () => new HttpResponse(null, { status: 404 })],
    ['application/json, 2 characters', () => HttpResponse.json([], { status: 404 })],
    ['application/json, 2 characters', () => HttpResponse.json({}, { status: 404 })],
  ])(
    'an error response without an error object (%s) is described by its status, content type and length',
    async (what, response) => {
      const error = await failWith(response);
      expect(error).toMatchObject({
        name: 'TwilioApiError',
        status: 404,
        message: `HTTP 404 from api.twilio.com (${what}).`,
      });
      expect(error).not.toHaveProperty('twilioCode');
    },
  );

  test('a date in Retry-After is compared with the Date header of the response', async () => {
    const headers = { Date: 'Wed, 01 Apr 2026 12:00:00 GMT', 'Retry-After': 'Wed, 01 Apr 2026 12:10:00 GMT' };
    const error = await failWith(() => HttpResponse.json({}, { status: 429, headers }));
    expect(error).toMatchObject({ status: 429, retryAfterMs: 600_000 });
  });
});

test('an error response that is nested too deeply to parse is reported by its status', async () => {
  const depth = 200_000;
  const text = `{"code":1,"message":"deep","details":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const error = await failWith(
    () => new HttpResponse(text, { status: 400, headers: { 'content-type': 'text/plain' } }),
  );
  expect(error).toMatchObject({ name: 'TwilioApiError', status: 400, attempts: 1 });
});

describe('unreadable responses', () => {
  test.each<[string, () => Response]>([
    ['HTML', () => HttpResponse.html('<p>secret</p>')],
    ['XML', () => HttpResponse.xml('<TwilioResponse>secret</TwilioResponse>')],
    ['plain text', () => HttpResponse.text('secret')],
    ['empty', () => new HttpResponse(null, { status: 200 })],
    ['empty but labelled as JSON', () => new HttpResponse('', { headers: { 'content-type': 'application/json' } })],
    ['a JSON array', () => HttpResponse.json(['secret'])],
    ['a JSON string', () => HttpResponse.json('secret')],
    ['null', () => HttpResponse.json(null)],
  ])('a 2xx response that is %s is an error that does not show its content', async (_what, response) => {
    const error = await failWith(response);
    expect(error).toMatchObject({ name: 'TwilioResponseError', code: 'UNREADABLE_RESPONSE', status: 200, attempts: 1 });
    expect(String(error)).not.toContain('secret');
    expect(String(error)).toMatch(/HTTP 200, (?:no content type|[a-z]+\/[a-z]+.*), \d+ characters/);
  });

  test('a GET is retried if its response is truncated JSON, but not if it is HTML', async () => {
    let requests = 0;
    answerWith(() => {
      requests++;
      return HttpResponse.html('<p>login</p>');
    });
    await rejection(createTestClient().client.request(REQUESTS.GET));
    expect(requests).toBe(1);

    answerWith(() => {
      requests++;
      return new HttpResponse('{"sid": "SM', { headers: { 'content-type': 'application/json; charset=utf-8' } });
    });
    expect(await rejection(createTestClient().client.request(REQUESTS.GET))).toMatchObject({
      code: 'UNREADABLE_RESPONSE',
      message: 'api.twilio.com returned truncated JSON: HTTP 200, application/json; charset=utf-8, 11 characters.',
      attempts: 5,
    });
    expect(requests).toBe(6);
  });
});

test.each([301, 302, 303, 307, 308])('a %i redirect is not followed', async (status) => {
  const hosts: string[] = [];
  network.use(
    http.get('*', ({ request }) => {
      hosts.push(new URL(request.url).host);
      return new HttpResponse(null, { status, headers: { location: 'https://evil.example/' } });
    }),
  );
  const error = await rejection(createTestClient().client.request(REQUESTS.GET));
  expect(error).toMatchObject({ name: 'TwilioApiError', status, attempts: 1 });
  expect(String(error)).toContain('redirects are not followed');
  expect(hosts).toEqual(['api.twilio.com']);
});

test.each([200, 201, 202, 204, 205])(
  'a %i without a body is accepted only as the response to a DELETE',
  async (status) => {
    let requests = 0;
    const fetch = async () => {
      requests++;
      return new Response(null, { status });
    };
    const { client } = createTestClient({ fetch });
    expect(await client.request(REQUESTS.DELETE)).toEqual({ status, body: undefined, attempts: 1 });
    const unreadable = {
      name: 'TwilioResponseError',
      status,
      attempts: 1,
      message: `api.twilio.com returned an empty body instead of a JSON object: HTTP ${status}, no content type, 0 characters.`,
    };
    expect(await rejection(client.request(REQUESTS.GET))).toMatchObject(unreadable);
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({
      name: 'TwilioOutcomeUnknownError',
      attempts: 1,
      cause: unreadable,
    });
    expect(requests).toBe(3);
  },
);

test('the response to a DELETE may have a body or not', async () => {
  const { client } = createTestClient();
  answerWith(() => new HttpResponse(null, { status: 202 }));
  expect(await client.request(REQUESTS.DELETE)).toEqual({ status: 202, body: undefined, attempts: 1 });
  answerWith(() => HttpResponse.json({ deleted: true }));
  expect(await client.request(REQUESTS.DELETE)).toEqual({ status: 200, body: { deleted: true }, attempts: 1 });
});

test('a DELETE that is answered with 404 succeeds only if an earlier attempt may have been carried out', () => {
  const answer = { response: new Response('{}', { status: 404 }), text: '{}' };
  const unchanged = (text: string) => text;
  const context = {
    method: 'DELETE',
    host: 'h',
    attempts: 2,
    nowMs: 0,
    redact: unchanged,
    hide: unchanged,
    createFilter: () => createSecretFilter([]),
  } as const;
  expect(readBody(answer, { ...context, mayBeDone: true })).toEqual({ value: { status: 204, body: undefined } });
  expect(readBody(answer, { ...context, mayBeDone: false })).toMatchObject({
    failure: { kind: 'status', status: 404 },
  });
  expect(readBody(answer, { ...context, method: 'GET', mayBeDone: true })).toHaveProperty('failure');
});
