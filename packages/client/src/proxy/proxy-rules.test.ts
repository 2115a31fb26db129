import { expect, test } from 'vitest';
import { createTestClient, REQUESTS } from '../../test/test-client.js';
import { startBehindProxy } from '../../test/test-proxy-client.js';
import { chooseProxy, proxyRulesFromEnvironment } from './proxy-rules.js';

const choose = (environment: Record<string, string>, url: string) => {
  const rules = proxyRulesFromEnvironment(environment);
  const proxy = rules && chooseProxy(rules, new URL(url));
  return proxy && `${proxy.host}:${proxy.port} ${proxy.sslType}`;
};

test.each([
  [{}, 'https://api.twilio.com', undefined],
  [{ HTTPS_PROXY: '' }, 'https://api.twilio.com', undefined],
  [{ HTTPS_PROXY: 'http://proxy.example:3128' }, 'https://api.twilio.com', 'proxy.example:3128 AUTO'],
  [{ HTTPS_PROXY: 'http://proxy.example:3128' }, 'http://gateway.example', undefined],
  [{ HTTP_PROXY: 'proxy.example:80/' }, 'http://gateway.example', 'proxy.example:80 AUTO'],
  [{ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' }, 'https://api.twilio.com', 'b:2 AUTO'],
  [{ ALL_PROXY: 'http://a' }, 'https://api.twilio.com', 'a:1080 AUTO'],
  [{ ALL_PROXY: 'http://a:1', HTTPS_PROXY: 'https://b' }, 'https://api.twilio.com', 'b:443 ALWAYS'],
  [{ HTTPS_PROXY: 'http://[::1]:3128' }, 'https://api.twilio.com', '::1:3128 AUTO'],
])('with the environment %j, %s is reached through %s', (environment, url, proxy) => {
  expect(choose(environment as Record<string, string>, url)).toBe(proxy);
});

test.each([
  ['*', 'https://api.twilio.com', false],
  ['twilio.com', 'https://api.twilio.com', false],
  ['.twilio.com', 'https://api.twilio.com', false],
  ['*.twilio.com', 'https://api.twilio.com.', false],
  ['API.TWILIO.COM', 'https://api.twilio.com', false],
  ['other.example, twilio.com', 'https://twilio.com', false],
  ['io.com', 'https://api.twilio.com', true],
  ['messaging.twilio.com', 'https://api.twilio.com', true],
  ['twilio.com:443', 'https://api.twilio.com', false],
  ['twilio.com:8443', 'https://api.twilio.com', true],
  ['10.0.0.0/8', 'http://10.1.2.3:8080', false],
  ['10.0.0.0/8', 'http://11.1.2.3:8080', true],
  ['10.0.0.0/99', 'http://10.0.0.0', true],
  ['10.1.2.3:8080', 'http://10.1.2.3:8080', false],
  ['127.0.0.1', 'http://127.0.0.1:8081', false],
  ['::1', 'http://[::1]:8081', false],
  ['[::1]:8081', 'http://[::1]:8081', false],
  ['[::1]:8082', 'http://[::1]:8081', true],
  ['fd00::/8', 'http://[fd12::1]', false],
  ['10.0.0.0/8', 'http://10.example', true],
  [', ,', 'https://api.twilio.com', true],
])('with NO_PROXY="%s", whether %s is reached through the proxy: %s', (noProxy, url, isProxied) => {
  const environment = { ALL_PROXY: 'http://proxy.example:3128', NO_PROXY: noProxy };
  expect(choose(environment, url) !== undefined).toBe(isProxied);
});

test('the user and the password of a proxy in the environment are decoded', () => {
  const rules = proxyRulesFromEnvironment({ HTTPS_PROXY: 'http://a%40b:p%3Aw@proxy.example:3128' });
  expect(rules?.https?.authentication).toEqual({ scheme: 'BASIC', user: 'a@b', password: 'p:w' });
});

test.each(['socks5://proxy.example', 'http://', 'http://a%:canary@proxy.example', '::::'])(
  'the proxy %s in the environment is refused without repeating it',
  (value) => {
    expect(() => proxyRulesFromEnvironment({ HTTPS_PROXY: value })).toThrow(/^HTTPS_PROXY (?!.*canary)/);
  },
);

test('a client follows the rules for each URL', async () => {
  const { proxy, target } = await startBehindProxy();
  const http = { host: proxy.host, port: proxy.port };
  await createTestClient({ baseUrl: target.baseUrl, proxy: { http } }).client.request(REQUESTS.GET);
  await createTestClient({ baseUrl: target.baseUrl, proxy: { https: http } }).client.request(REQUESTS.GET);
  await createTestClient({ baseUrl: target.baseUrl, proxy: { http, noProxy: '127.0.0.1' } }).client.request(
    REQUESTS.GET,
  );
  expect(target.methods).toHaveLength(3);
  expect(proxy.log).toHaveLength(1);
});
