import { expect, test } from 'vitest';
import { parseChallenges } from './challenges.js';

test.each([
  [undefined, []],
  ['', []],
  ['Basic realm="a, b"', [{ scheme: 'Basic', parameters: { realm: 'a, b' } }]],
  [
    String.raw`Digest REALM = "say \"x\" \\", nonce=abc ,qop="auth,auth-int"`,
    [{ scheme: 'Digest', parameters: { realm: String.raw`say "x" \ `.trim(), nonce: 'abc', qop: 'auth,auth-int' } }],
  ],
  [
    'Negotiate, NTLM TlRMTVNTUAAC==, Basic realm=x',
    [
      { scheme: 'Negotiate', parameters: {} },
      { scheme: 'NTLM', parameters: {} },
      { scheme: 'Basic', parameters: { realm: 'x' } },
    ],
  ],
  [
    ['Digest nonce="1", algorithm=SHA-256', 'Digest nonce="2"'],
    [
      { scheme: 'Digest', parameters: { nonce: '1', algorithm: 'SHA-256' } },
      { scheme: 'Digest', parameters: { nonce: '2' } },
    ],
  ],
  ['"', []],
  ['Basic realm="not closed', [{ scheme: 'Basic', parameters: {} }]],
])('the Proxy-Authenticate header %j is parsed', (header, challenges) => {
  expect(parseChallenges(header)).toEqual(challenges);
});
