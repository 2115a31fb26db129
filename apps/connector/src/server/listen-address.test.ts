import { expect, test } from 'vitest';
import { checkListenAddress } from './listen-address.js';

const PLAIN = { hasTls: false, isInsecureAllowed: false };

test.each(['127.0.0.1', '127.8.8.8', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', 'localhost', 'LOCALHOST'])(
  'the server may listen on the loopback address %s without TLS',
  (host) => {
    expect(checkListenAddress({ host, ...PLAIN })).toBeUndefined();
  },
);

test.each([
  '0.0.0.0',
  '::',
  '',
  '10.0.0.1',
  '128.0.0.1',
  '::ffff:10.0.0.1',
  'fe80::1',
  '127.1',
  'localhost.example',
  'x',
])('listening on %j requires TLS or permission to do without it', (host) => {
  expect(checkListenAddress({ host, ...PLAIN })).toMatch(/--tls-cert.*--allow-insecure/);
  expect(checkListenAddress({ host, ...PLAIN, hasTls: true })).toBeUndefined();
  expect(checkListenAddress({ host, ...PLAIN, isInsecureAllowed: true })).toBeUndefined();
});
