import { expect, test } from 'vitest';
import { destinationConfigTemplates } from '../index.js';
import { hostProblems } from './host.js';

const invalid =
  'is not a valid host; expected a host name such as proxy.example.com, or an IP address such as 192.0.2.1 or 2001:db8::1';
const notBare = 'includes a user, a path or a space; expected only a host name or an IP address';

test.each([
  'proxy',
  'proxy.example.com',
  'proxy.example.com.',
  'Proxy-1.example',
  'xn--bcher-kva.example',
  '192.0.2.1',
  '2001:db8::1',
  '::1',
  '3com.example',
])('%s is a valid host and matches the pattern of the template', (host) => {
  expect(hostProblems(host)).toEqual([]);
  expect(host).toMatch(new RegExp(destinationConfigTemplates[0].regexPattern));
});

test.each([
  ['https://proxy.example.com', ['includes a scheme; expected only a host name or an IP address']],
  ['http://u:p@proxy/', ['includes a scheme; expected only a host name or an IP address', notBare]],
  ['proxy.example.com/path', [notBare]],
  ['user@proxy', [notBare]],
  ['a b', [notBare]],
  ['proxy:3128', ['includes a port; set the port in the port field']],
  ['[::1]:3128', ['includes a port; set the port in the port field']],
  [`${'a.'.repeat(127)}aa`, ['has more than 253 characters; use a shorter host name']],
  ['a'.repeat(64), [invalid]],
  ['300.1.1.1', [invalid]],
  ['-a', [invalid]],
  ['a..b', [invalid]],
  ['bücher.example', [invalid]],
  ['[::1]', [invalid]],
  ['2001:db8::1::2', [invalid]],
  ['.', [invalid]],
])('%s is rejected as a host', (host, problems) => {
  expect(hostProblems(host)).toEqual(problems);
});
