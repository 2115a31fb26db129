import { expect, test } from 'vitest';
import { destinationConfigTemplates } from '../index.js';
import { hostViolations } from './host.js';

const noHost = 'is no host; give a name such as proxy.example.com, or an IP address such as 192.0.2.1 or 2001:db8::1';
const alone = 'has a user, a path or a space; give the host alone';

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
])('%s is a host, and passes the template', (host) => {
  expect(hostViolations(host)).toEqual([]);
  expect(host).toMatch(new RegExp(destinationConfigTemplates[0].regexPattern));
});

test.each([
  ['https://proxy.example.com', ['has a scheme; leave it out and give the host alone']],
  ['http://u:p@proxy/', ['has a scheme; leave it out and give the host alone', alone]],
  ['proxy.example.com/path', [alone]],
  ['user@proxy', [alone]],
  ['a b', [alone]],
  ['proxy:3128', ['has a port; give that as port']],
  ['[::1]:3128', ['has a port; give that as port']],
  [`${'a.'.repeat(127)}aa`, ['has more than 253 characters; give a shorter name']],
  ['a'.repeat(64), [noHost]],
  ['300.1.1.1', [noHost]],
  ['-a', [noHost]],
  ['a..b', [noHost]],
  ['bücher.example', [noHost]],
  ['[::1]', [noHost]],
  ['2001:db8::1::2', [noHost]],
  ['.', [noHost]],
])('%s is none', (host, breaches) => {
  expect(hostViolations(host)).toEqual(breaches);
});
