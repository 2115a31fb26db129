import { expect, test } from 'vitest';
import { createAllowedHosts } from './allowed-hosts.js';
import { allowBaseUrl } from './own-base-url.js';

const hosts = createAllowedHosts([]);

test.each([
  ['http://simulator:8081', 'simulator', 8081, '10.0.0.7'],
  ['http://127.0.0.1:8081/{product}', '127.0.0.1', 8081, '127.0.0.1'],
  ['https://{product}.gateway.internal', 'api.gateway.internal', 443, '10.0.0.7'],
  ['http://[::1]:8081', '::1', 8081, '::1'],
])("the server's own base URL %s is allowed, even in a private network", (baseUrl, host, port, address) => {
  const allowed = allowBaseUrl(hosts, baseUrl);
  expect(allowed.checkUrl(baseUrl)).toBeUndefined();
  expect(allowed.checkAddress({ host, port, address })).toBeUndefined();
});

test.each([
  ['another path', 'http://simulator:8081/x', 'simulator', 8082],
  ['another port', 'http://simulator:8082', 'simulator', 8082],
  ['another host', 'http://simulatorx:8081', 'simulatorx', 8081],
  ['a subdomain', 'http://x.simulator:8081', 'x.simulator', 8081],
])("a URL that differs from the server's own base URL by %s must be on the list", (_difference, url, host, port) => {
  const allowed = allowBaseUrl(hosts, 'http://simulator:8081');
  expect(allowed.checkUrl(url)).toBeDefined();
  expect(allowed.checkAddress({ host, port, address: '10.0.0.7' })).toBeDefined();
});

test('only the list of allowed hosts applies if the server has no own base URL', () => {
  expect(allowBaseUrl(hosts, undefined)).toBe(hosts);
});
