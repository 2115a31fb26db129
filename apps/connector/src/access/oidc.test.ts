import { mockNetwork } from '@tooling/vitest/network';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { http, HttpResponse } from 'msw';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createOidc } from './oidc.js';

const ISSUER = 'https://issuer.example.com/realms/main';
const KEYS = 'https://keys.example.com/jwks';
const AUDIENCE = 'twilio-connector';
const NOW = Date.parse('2026-11-25T12:00:00Z');
const SECONDS = NOW / 1000;

const requests: string[] = [];
const published: object[] = [];
let keys: Record<'first' | 'second', Awaited<ReturnType<typeof generateKeyPair>>>;
mockNetwork(
  http.get(KEYS, () => {
    requests.push('keys');
    return HttpResponse.json({ keys: published });
  }),
  http.get(`${ISSUER}/.well-known/openid-configuration`, () => {
    requests.push('discovery');
    return HttpResponse.json({ issuer: ISSUER, jwks_uri: KEYS });
  }),
);

beforeAll(async () => {
  keys = { first: await generateKeyPair('ES256'), second: await generateKeyPair('ES256') };
});
beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'performance'] });
  requests.length = 0;
  published.length = 0;
  await publish('first');
  return () => vi.useRealTimers();
});

async function publish(kid: 'first' | 'second') {
  published.push({ ...(await exportJWK(keys[kid].publicKey)), kid, alg: 'ES256', use: 'sig' });
}

function start(options: Partial<Parameters<typeof createOidc>[0]> = {}) {
  return createOidc({
    issuer: ISSUER,
    audience: AUDIENCE,
    now: Date.now,
    steadyNow: () => performance.now(),
    ...options,
  });
}

/** A valid token, except for the given claims or key. */
async function sign(claims: JWTPayload = {}, kid: string = 'first', key = keys.first.privateKey) {
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: '248289', exp: SECONDS + 600, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(key);
}

describe('valid tokens', () => {
  test.each([
    [{}, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'Ann@example.com', email_verified: true }, 'user:ann@example.com'],
    [{ email: 'ann@example.com' }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'ann@example.com', email_verified: false }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'ann@example.com', email_verified: 'true' }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 5, email_verified: true }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'ann', email_verified: true }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ aud: ['other', AUDIENCE] }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ nbf: SECONDS + 4 }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ member: 'administrator', isAdministrator: true }, 'principal://issuer.example.com/realms/main/subject/248289'],
  ])('a valid token with the claims %j identifies %s', async (claims, member) => {
    const expireTime = '2026-11-25T12:10:00.000Z';
    expect(await start().verify(await sign(claims))).toEqual({ member, isAdministrator: false, expireTime });
  });
});

describe('invalid tokens', () => {
  test.each([
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: `${ISSUER}/` }],
    ['an issuer that begins the same', { iss: 'https://issuer.example.com' }],
    ['no expiry', { exp: undefined }],
    ['a future start', { nbf: SECONDS + 60 }],
    ['no subject', { sub: undefined }],
    ['a subject with a space', { sub: 'a b' }],
    ['a subject that is not a string', { sub: 7 as unknown as string }],
  ])('a token with %s is not verified', async (_, claims) => {
    expect(await start().verify(await sign(claims))).toBeUndefined();
  });

  test('a token that is signed with another key is not verified', async () => {
    expect(await start().verify(await sign({}, 'first', keys.second.privateKey))).toBeUndefined();
  });

  test('a token without a signature or with a shared secret is not verified', async () => {
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: '1', exp: SECONDS + 600 };
    const secret = new TextEncoder().encode(JSON.stringify(published[0]).padEnd(64));
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(secret);
    const oidc = start();
    expect(await oidc.verify(new UnsecuredJWT(claims).encode())).toBeUndefined();
    expect(await oidc.verify(shared)).toBeUndefined();
  });

  test.each(['', '..', 'a.b.c', 'e30.e30.', `${'a'.repeat(1_000_000)}.b.c`])(
    'text that is not a JWT is not verified (case %#)',
    async (text) => {
      expect(await start().verify(text)).toBeUndefined();
    },
  );

  test('a token that is too long is not verified, even if it is valid', async () => {
    expect(await start().verify(await sign({ more: 'x'.repeat(10_000) }))).toBeUndefined();
  });

  test('a token that is certainly invalid causes no request to the issuer', async () => {
    const oidc = start();
    await oidc.verify(await sign({ iss: 'https://other.example.com' }));
    await oidc.verify('a.b.c');
    expect(requests).toEqual([]);
  });
});

test('a token is reported as expired five seconds after its expiry', async () => {
  const oidc = start();
  expect(await oidc.verify(await sign({ exp: SECONDS - 4 }))).toMatchObject({ isAdministrator: false });
  expect(await oidc.verify(await sign({ exp: SECONDS - 6 }))).toBe('EXPIRED');
  expect(await oidc.verify(await sign({ exp: SECONDS - 6 }, 'first', keys.second.privateKey))).toBeUndefined();
});

test.each([
  [{ issuer: 'http://issuer.example.com' }, 'issuer'],
  [{ issuer: 'issuer.example.com' }, 'issuer'],
  [{ issuer: 'http://localhost.example.com' }, 'issuer'],
  [{ issuer: 'http://127.0.0.1.example.com' }, 'issuer'],
  [{ issuer: 'http://not-localhost' }, 'issuer'],
  [{ issuer: 'ftp://localhost' }, 'issuer'],
  [{ jwksUrl: 'http://keys.example.com' }, 'The OIDC key URL must be'],
  [{ audience: '' }, 'audience'],
])('the options %j are refused at the start', (options, word) => {
  expect(() => start(options)).toThrow(word);
});

test.each(['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:8080/realms/main', 'https://issuer.example.com'])(
  'the issuer %s is accepted at the start',
  (issuer) => {
    expect(() => start({ issuer })).not.toThrow();
  },
);
