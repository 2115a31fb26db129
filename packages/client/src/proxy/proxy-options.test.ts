import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createTestClient } from '../../test/test-client.js';
import type { ProxyOptions } from './proxy-options.js';

const LOGIN = { scheme: 'BASIC', user: 'mufasa', password: 'canary' } as const;

test.each([
  [{ host: 'http://proxy' }, 'proxy.host must be a host name or an IP address, such as proxy.example.com.'],
  [{ host: 'proxy:3128' }, 'proxy.host must be'],
  [{ host: 'user@proxy' }, 'proxy.host must be'],
  [{ host: '' }, 'proxy.host must be'],
  [{ host: '[::1]' }, 'proxy.host must be'],
  [{ port: 0 }, 'proxy.port must be a whole number from 1 to 65535.'],
  [{ port: 65_536 }, 'proxy.port must be'],
  [{ port: 1.5 }, 'proxy.port must be'],
  [{ sslType: 'never' as 'NEVER' }, 'proxy.sslType must be AUTO, ALWAYS, NEVER or TUNNEL.'],
  [{ authentication: { ...LOGIN, scheme: 'NTLM' as 'BASIC' } }, 'proxy.authentication.scheme must be BASIC or DIGEST.'],
  [{ authentication: { ...LOGIN, user: 'a:b' } }, 'proxy.authentication.user must not be empty'],
  [{ authentication: { ...LOGIN, user: '' } }, 'proxy.authentication.user must not be empty'],
  [{ authentication: { ...LOGIN, password: 'canary\r\nX: y' } }, 'proxy.authentication.password must not be empty'],
  [{ authentication: { ...LOGIN, password: '' } }, 'proxy.authentication.password must not be empty'],
])('the proxy %j is refused', (wrong, message) => {
  const create = () => createTestClient({ proxy: { host: 'proxy.example', port: 3128, ...wrong } });
  expect(create).toThrow(message);
  expect(create).not.toThrow(/canary/);
});

test.each(['proxy', 'PROXY.example', '127.0.0.1', '::1', 'fd00::1'])('the host %s of a proxy is accepted', (host) => {
  expect(() => createTestClient({ proxy: { host, port: 3128 } })).not.toThrow();
});

test('a printed client does not show the password of its proxy', () => {
  const proxy: ProxyOptions = { host: 'proxy.example', port: 3128, authentication: LOGIN };
  expect(inspect(createTestClient({ proxy }).client, { depth: 9 })).not.toContain('canary');
});
