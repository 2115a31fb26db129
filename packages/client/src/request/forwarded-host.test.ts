import { expect, test } from 'vitest';
import { createTestClient } from '../../test/test-client.js';
import { json, startServer } from '../../test/test-server.js';
import { createHosts, type HostOptions } from './hosts.js';

test.each<[HostOptions, string | undefined]>([
  [{}, undefined],
  [{ region: 'ie1' }, undefined],
  [{ baseUrl: 'http://127.0.0.1:8081/{product}' }, undefined],
  [{ baseUrl: 'http://127.0.0.1:8081' }, 'messaging.twilio.com'],
  [{ baseUrl: 'http://127.0.0.1:8081', region: 'ie1' }, 'messaging.dublin.ie1.twilio.com'],
])('the options %j leave the product open: %s', (options, host) => {
  expect(createHosts(options)('messaging').forwardedHost).toBe(host);
});

test('a gateway for all products learns the host of each request, and one with {product} does not', async () => {
  const seen: unknown[] = [];
  const server = await startServer((response, number, request) => {
    seen.push(request.headers['x-forwarded-host']);
    json({})(response, number, request);
  });
  for (const baseUrl of [server.baseUrl, `${server.baseUrl}/{product}`]) {
    const { client } = createTestClient({ baseUrl });
    await client.request({ method: 'GET', product: 'verify', path: '/v2/Services' });
  }
  expect(seen).toEqual(['verify.twilio.com', undefined]);
});

test('a host that stores media does not learn the host of the request that it was redirected from', async () => {
  const seen: (string | null)[] = [];
  const replies = [
    new Response(null, { status: 307, headers: { location: 'https://media.twiliocdn.com/x' } }),
    new Response('bytes'),
  ];
  const fetch = (input: unknown) => {
    seen.push((input as Request).headers.get('x-forwarded-host'));
    return Promise.resolve(replies[seen.length - 1] ?? Response.error());
  };
  const { client } = createTestClient({ baseUrl: 'https://gateway.example', fetch: fetch as typeof globalThis.fetch });
  const { body } = await client.download({ method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}/Media/ME1' });
  expect([await new Response(body).text(), seen]).toEqual(['bytes', ['api.twilio.com', null]]);
});
