import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { mockNetwork } from '@tooling/vitest/network';
import { ACCOUNT_SID, createTestClient, rejection, REQUESTS } from '../../test/test-client.js';
import type { TwilioClientOptions } from '../options.js';
import type { TwilioRequest } from '../request/request.js';

const network = mockNetwork();

const PATH = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`;
const SERVICES: TwilioRequest = { method: 'GET', product: 'messaging', path: '/v1/Services', query: { PageSize: 2 } };

const requestWith = (
  body: object,
  request: TwilioRequest = REQUESTS.GET,
  options: Partial<TwilioClientOptions> = {},
) => {
  network.use(http.get('*', () => HttpResponse.json(body)));
  return createTestClient(options).client.request(request);
};

test('the next page in the 2010 API is the same request with the query of next_page_uri', async () => {
  const request = { ...REQUESTS.GET, query: { PageSize: 2, 'DateSent>': '2024-01-01' } };
  const link = `${PATH}?PageSize=2&DateSent%3E=2024-01-01&Tag=a&Tag=b+c&Page=1&PageToken=PASM1`;
  const { nextPage } = await requestWith({ messages: [], next_page_uri: link }, request);
  expect(nextPage).toEqual({
    ...REQUESTS.GET,
    query: { PageSize: '2', 'DateSent>': '2024-01-01', Tag: ['a', 'b c'], Page: '1', PageToken: 'PASM1' },
  });
});

test('the next page in the other APIs is the same request with the query of meta.next_page_url', async () => {
  const meta = { next_page_url: 'https://messaging.twilio.com/v1/Services?PageSize=2&Page=1&PageToken=PT1' };
  const { nextPage } = await requestWith({ services: [], meta }, SERVICES);
  expect(nextPage).toEqual({ ...SERVICES, query: { PageSize: '2', Page: '1', PageToken: 'PT1' } });
});

test.each([
  [{ next_page_uri: null }],
  [{ next_page_uri: '' }],
  [{ meta: { next_page_url: null } }],
  [{ meta: {} }],
  [{ meta: null }],
  [{ meta: 'text' }],
  [{ sid: 'SM1' }],
])('a page with the body %j is the last page', async (body) => {
  expect(await requestWith(body)).not.toHaveProperty('nextPage');
});

test.each([
  ['https://api.twilio.com', {}],
  ['https://api.twilio.com', { region: 'ie1' }],
  ['https://api.dublin.ie1.twilio.com', { region: 'ie1' }],
  ['https://gateway.example', { baseUrl: 'https://gateway.example' }],
  ['https://gateway.example/{product}', { baseUrl: 'https://gateway.example/{product}' }],
  ['https://api.twilio.com', { baseUrl: 'https://gateway.example/{product}' }],
])('a next-page link to %s is accepted with the options %j', async (base, options) => {
  const link = `${base.replace('{product}', 'api')}${PATH}?Page=1`;
  const { nextPage } = await requestWith({ next_page_uri: link }, REQUESTS.GET, options);
  expect(nextPage).toEqual({ ...REQUESTS.GET, query: { Page: '1' } });
});

describe('invalid links', () => {
  test.each([
    ['to another host', `https://evil.example${PATH}?Page=1`, 'leads to another host'],
    ['without a scheme', `//evil.example${PATH}?Page=1`, 'leads to another host'],
    ['with backslashes', `\\\\evil.example${PATH}?Page=1`, 'leads to another host'],
    ['with a user name', `https://api.twilio.com@evil.example${PATH}?Page=1`, 'leads to another host'],
    ['to another product', `https://messaging.twilio.com${PATH}?Page=1`, 'leads to another host'],
    ['to another port', `https://api.twilio.com:8443${PATH}?Page=1`, 'leads to another host'],
    ['to another account', PATH.replace('AC0', 'AC1') + '?Page=1', 'leads to another path'],
    ['to another resource', PATH.replace('Messages', 'Calls') + '?Page=1', 'leads to another path'],
    ['with dot segments', `${PATH}/../Calls.json?Page=1`, 'leads to another path'],
    ['to a script', 'javascript:alert(1)', 'leads to another host'],
    ['that is not a URL', 'https://', 'is not a URL'],
    ['that is a number', 7, 'is not a URL'],
    ['to the same page', `${PATH}?PageSize=2`, 'leads back to the same page'],
  ])('a next-page link %s is rejected', async (_what, link, fault) => {
    const request = { ...REQUESTS.GET, query: { PageSize: 2 } };
    const error = await rejection(requestWith({ messages: [], next_page_uri: link }, request));
    expect(error).toMatchObject({ code: 'UNREADABLE_RESPONSE', status: 200, attempts: 1 });
    expect(String(error)).toContain(fault);
    expect(String(error)).not.toContain('evil');
  });
});

test('the response to a POST has no next page', async () => {
  network.use(http.post('*', () => HttpResponse.json({ next_page_uri: 'https://evil.example/' })));
  expect(await createTestClient().client.request(REQUESTS.POST)).not.toHaveProperty('nextPage');
});

describe('pages', () => {
  const pagesOf = (count: number, seen: string[]) =>
    http.get('*', ({ request }) => {
      const page = Number(new URL(request.url).searchParams.get('Page') ?? 0);
      seen.push(`${page}`);
      return HttpResponse.json({ page, next_page_uri: page + 1 < count ? `${PATH}?Page=${page + 1}` : null });
    });

  test('pages reads a list to its end', async () => {
    const seen: string[] = [];
    network.use(pagesOf(3, seen));
    const bodies: unknown[] = [];
    for await (const { body } of createTestClient().client.pages(REQUESTS.GET)) bodies.push(body);
    expect(bodies).toMatchObject([{ page: 0 }, { page: 1 }, { page: 2 }]);
    expect(seen).toEqual(['0', '1', '2']);
  });

  test('pages does not request a page before it is needed', async () => {
    const seen: string[] = [];
    network.use(pagesOf(3, seen));
    for await (const { body } of createTestClient().client.pages(REQUESTS.GET)) {
      expect(body).toMatchObject({ page: 0 });
      break;
    }
    expect(seen).toEqual(['0']);
  });

  test('pages fails if a page fails, and does not end the list early', async () => {
    const seen: string[] = [];
    network.use(pagesOf(3, seen));
    const { client } = createTestClient();
    const read = async () => {
      for await (const { body } of client.pages(REQUESTS.GET)) {
        if ((body as { page: number }).page === 1)
          network.use(http.get('*', () => new HttpResponse(null, { status: 404 })));
      }
    };
    expect(await rejection(read())).toMatchObject({ status: 404 });
  });
});
