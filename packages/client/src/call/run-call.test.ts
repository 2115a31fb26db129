import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { mockNetwork } from '@tooling/vitest/network';
import { createTestClient, rejection, REQUESTS } from '../../test/test-client.js';

const network = mockNetwork();

type Method = keyof typeof REQUESTS;

/** Answers with these statuses in order, then with 200. Returns a function that gives the number of requests so far. */
function answerWith(statuses: number[], headers: Record<string, string> = {}) {
  let requests = 0;
  network.use(
    http.all('*', () => {
      const status = statuses[requests++] ?? 200;
      return status === 204
        ? new HttpResponse(null, { status })
        : HttpResponse.json({ code: 20000 + status }, { status, headers: status === 200 ? {} : headers });
    }),
  );
  return () => requests;
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status);

describe('429', () => {
  test.each<[Method]>([['GET'], ['POST'], ['DELETE']])(
    'a %s answered with 429 is retried more often than maxAttempts',
    async (method) => {
      const requests = answerWith(times(9, 429));
      const { client, clock } = createTestClient({ maxAttempts: 2 });
      expect(await client.request(REQUESTS[method])).toMatchObject({ status: 200, attempts: 10 });
      expect(requests()).toBe(10);
      expect(clock.waits).toEqual([50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800]);
    },
  );

  test('a 429 is retried after the seconds in Retry-After', async () => {
    answerWith(times(2, 429), { 'Retry-After': '3' });
    const { client, clock } = createTestClient();
    await client.request(REQUESTS.POST);
    expect(clock.waits).toEqual([3000, 3000]);
  });

  test('a 429 is retried at the date in Retry-After', async () => {
    const { client, clock } = createTestClient();
    answerWith([429], { 'Retry-After': new Date(clock.now() + 12_000).toUTCString() });
    await client.request(REQUESTS.GET);
    expect(clock.waits).toEqual([12_000]);
  });

  test('a 429 is retried until the deadline, and no attempt starts after it', async () => {
    answerWith(times(100, 429), { 'Retry-After': '20' });
    const { client, clock } = createTestClient();
    const startMs = clock.now();
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ name: 'TwilioApiError', status: 429, twilioCode: 20429, retryAfterMs: 20_000 });
    // Attempts at 0, 20, …, 160 s. The one at 180 s would be too late, so the call ends without waiting for it.
    expect(error).toMatchObject({ attempts: 9 });
    expect(clock.now() - startMs).toBe(160_000);
  });

  test('a call fails at once if the wait for the next attempt would exceed its deadline', async () => {
    const requests = answerWith(times(3, 429), { 'Retry-After': '40' });
    const { client, clock } = createTestClient();
    const error = await rejection(client.request(REQUESTS.GET, { deadlineMs: 40_000 }));
    expect(error).toMatchObject({ status: 429, attempts: 1, retryAfterMs: 40_000 });
    expect([requests(), clock.waits, clock.pending()]).toEqual([1, [], 0]);
  });
});

describe.each([408, 500, 502, 503, 504])('status %i', (status) => {
  test.each<[Method]>([['GET'], ['DELETE']])(`a %s answered with ${status} is retried`, async (method) => {
    answerWith(times(4, status));
    const { client, clock } = createTestClient();
    expect(await client.request(REQUESTS[method])).toMatchObject({ status: 200, attempts: 5 });
    expect(clock.waits).toEqual([50, 100, 200, 400]);
  });

  test.each<[Method]>([['GET'], ['DELETE']])(
    `a %s answered with ${status} is attempted no more than maxAttempts times`,
    async (method) => {
      const requests = answerWith(times(9, status));
      const { client } = createTestClient({ maxAttempts: 3 });
      expect(await rejection(client.request(REQUESTS[method]))).toMatchObject({
        name: 'TwilioApiError',
        status,
        attempts: 3,
      });
      expect(requests()).toBe(3);
    },
  );

  test(`the outcome of a POST answered with ${status} is unknown`, async () => {
    const requests = answerWith(times(9, status));
    const { client, clock } = createTestClient();
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({
      name: 'TwilioOutcomeUnknownError',
      code: 'OUTCOME_UNKNOWN',
      attempts: 1,
      cause: { name: 'TwilioApiError', status, twilioCode: 20000 + status },
    });
    expect([requests(), clock.waits]).toEqual([1, []]);
  });
});

test.each([400, 401, 403, 404, 409, 410, 422])(
  'a request answered with %i is not retried, whatever its method',
  async (status) => {
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const requests = answerWith(times(9, status));
      const error = await rejection(createTestClient().client.request(REQUESTS[method]));
      expect(error).toMatchObject({ name: 'TwilioApiError', status, attempts: 1 });
      expect(requests()).toBe(1);
    }
  },
);

test('an attempt answered with 429 does not count towards maxAttempts', async () => {
  answerWith([503, 429, 503, 429, 429, 503, 503]);
  const { client } = createTestClient();
  expect(await client.request(REQUESTS.GET)).toMatchObject({ status: 200, attempts: 8 });
});

test('a POST that was retried after a 429 is not retried after a 503', async () => {
  const requests = answerWith([429, 429, 503]);
  const error = await rejection(createTestClient().client.request(REQUESTS.POST));
  expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 3 });
  expect(requests()).toBe(3);
});

test('a 503 is retried after the seconds in Retry-After', async () => {
  answerWith([503], { 'Retry-After': '2' });
  const { client, clock } = createTestClient();
  await client.request(REQUESTS.GET);
  expect(clock.waits).toEqual([2000]);
});

describe('404 to a retried DELETE', () => {
  test.each([[[503, 404]], [[408, 404]], [[503, 429, 404]]])(
    'a DELETE answered with %j succeeds, because an earlier attempt may have deleted the resource',
    async (statuses) => {
      answerWith(statuses);
      const answer = await createTestClient().client.request(REQUESTS.DELETE);
      expect(answer).toEqual({ status: 204, body: undefined, attempts: statuses.length });
    },
  );

  test.each([[[404]], [[429, 404]], [[429, 429, 404]]])(
    'a DELETE answered with %j fails, because no earlier attempt can have deleted the resource',
    async (statuses) => {
      answerWith(statuses);
      const error = await rejection(createTestClient().client.request(REQUESTS.DELETE));
      expect(error).toMatchObject({ name: 'TwilioApiError', status: 404, attempts: statuses.length });
    },
  );

  test('a retried GET that is answered with 404 fails', async () => {
    answerWith([503, 404]);
    expect(await rejection(createTestClient().client.request(REQUESTS.GET))).toMatchObject({
      status: 404,
      attempts: 2,
    });
  });
});

describe('unreadable responses to a POST', () => {
  test.each<[string, () => Response]>([
    ['HTML', () => HttpResponse.html('<p>hello</p>', { status: 201 })],
    ['XML', () => HttpResponse.xml('<TwilioResponse/>', { status: 201 })],
    [
      'half an object',
      () => new HttpResponse('{"sid":', { status: 201, headers: { 'content-type': 'application/json' } }),
    ],
    ['empty', () => new HttpResponse(null, { status: 201 })],
    ['a redirect', () => new HttpResponse(null, { status: 303, headers: { location: 'https://api.twilio.com/' } })],
  ])('the outcome of a POST is unknown if the response is %s', async (_what, response) => {
    let requests = 0;
    network.use(
      http.post('*', () => {
        requests++;
        return response();
      }),
    );
    const error = await rejection(createTestClient().client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', attempts: 1 });
    expect(requests).toBe(1);
  });
});

test('the message of OUTCOME_UNKNOWN names the cause and the time, and says how to check the outcome', async () => {
  answerWith([502]);
  const error = await rejection(createTestClient().client.request(REQUESTS.POST));
  expect((error as Error).message).toBe(
    'POST /2010-04-01/Accounts/{AccountSid}/Messages.json at api.twilio.com may or may not have been carried out. ' +
      'HTTP 502 from api.twilio.com (application/json, 14 characters). It was not retried, because a second request ' +
      'could repeat its effect. To check, GET that path (or its list) and look for the change since ' +
      '2026-01-01T00:00:00.000Z. Send the request again only if the change is missing.',
  );
});
