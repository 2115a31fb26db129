import { isIP } from 'node:net';
import { expect, test } from 'vitest';
import { ipFamily } from './ip-family.js';

test.each([
  '127.0.0.1',
  '::1',
  '::ffff:1.2.3.4',
  'fe80::1%eth0',
  'example.com',
  'a:b',
  '1.2.3',
  '1.2.3.4:80',
  '',
  '[::1]',
])('the version of %j is that of Node', (text) => expect(ipFamily(text)).toBe(isIP(text)));
