import { expect, test } from 'vitest';
import { readEnv } from '../env.js';
import { createAllowedHosts } from './allowed-hosts.js';
import { allowProxies, proxyOfEnvironment } from './proxy-of-the-environment.js';

const PROXY = 'http://10.0.0.9:3128';

test('the hosts of the server itself are exceptions, in addition to NO_PROXY', () => {
  const env = readEnv({ HTTP_PROXY: PROXY, no_proxy: 'gateway.internal' });
  expect(proxyOfEnvironment(env, ['127.0.0.1:8081', 'localhost:8081'])).toEqual({
    http: { host: '10.0.0.9', port: 3128, sslType: 'AUTO' },
    noProxy: 'gateway.internal,127.0.0.1:8081,localhost:8081',
  });
  expect(proxyOfEnvironment(env)).toMatchObject({ noProxy: 'gateway.internal' });
  expect(proxyOfEnvironment(readEnv({ NO_PROXY: '*' }), ['localhost:8081'])).toBeUndefined();
});

test('a proxy of the environment may be connected to, and nothing else at its address', () => {
  const rules = proxyOfEnvironment(readEnv({ HTTPS_PROXY: 'http://Proxy.internal:3128' }));
  const hosts = allowProxies(createAllowedHosts([]), rules);
  const check = (host: string, port: number) => hosts.checkAddress({ host, port, address: '10.0.0.9' });
  expect(check('proxy.internal', 3128)).toBeUndefined();
  expect(check('proxy.internal', 22)).toMatch(/private or reserved/);
  expect(check('other.internal', 3128)).toMatch(/private or reserved/);
  expect(hosts.checkUrl('http://proxy.internal:3128')).toMatch(/not on the list of allowed hosts/);
});

test('without a proxy in the environment, the list of allowed hosts is unchanged', () => {
  const hosts = createAllowedHosts([]);
  expect(allowProxies(hosts, undefined)).toBe(hosts);
});

test('a wrong proxy in the environment is refused, so that requests do not go out directly', () => {
  expect(() => readEnv({ https_proxy: 'socks5://user:canary@proxy.internal' })).toThrow(
    /^Invalid environment: HTTPS_PROXY must be the URL of an HTTP proxy(?!.*canary)/,
  );
});
