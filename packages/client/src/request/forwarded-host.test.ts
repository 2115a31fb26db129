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
  expect(createHosts(options).hidden('messaging')).toBe(host);
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
