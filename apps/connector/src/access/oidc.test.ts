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
const network = mockNetwork(
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
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  requests.length = 0;
  published.length = 0;
  await publish('first');
  return () => vi.useRealTimers();
});

async function publish(kid: 'first' | 'second') {
  published.push({ ...(await exportJWK(keys[kid].publicKey)), kid, alg: 'ES256', use: 'sig' });
}

function start(options: Partial<Parameters<typeof createOidc>[0]> = {}) {
  return createOidc({ issuer: ISSUER, audience: AUDIENCE, now: Date.now, ...options });
}

/** A token that is right, but for what is given. */
async function sign(claims: JWTPayload = {}, kid: string = 'first', key = keys.first.privateKey) {
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: '248289', exp: SECONDS + 600, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(key);
}

describe('a right token is', () => {
  test.each([
    [{}, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'Ann@example.com', email_verified: true }, 'user:ann@example.com'],
    [{ email: 'ann@example.com' }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'ann@example.com', email_verified: false }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'ann@example.com', email_verified: 'true' }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ email: 'ann', email_verified: true }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ aud: ['other', AUDIENCE] }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ nbf: SECONDS + 4 }, 'principal://issuer.example.com/realms/main/subject/248289'],
    [{ member: 'administrator', isAdministrator: true }, 'principal://issuer.example.com/realms/main/subject/248289'],
  ])('%j: %s', async (claims, member) => {
    expect(await start().verify(await sign(claims))).toEqual({ member, isAdministrator: false });
  });
});

describe('a wrong token is none', () => {
  test.each([
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: `${ISSUER}/` }],
    ['an issuer that begins the same', { iss: 'https://issuer.example.com' }],
    ['no end', { exp: undefined }],
    ['not yet valid', { nbf: SECONDS + 60 }],
    ['no subject', { sub: undefined }],
    ['a subject with a space', { sub: 'a b' }],
    ['a subject that is no text', { sub: 7 as unknown as string }],
  ])('%s', async (_, claims) => {
    expect(await start().verify(await sign(claims))).toBeUndefined();
  });

  test('another key', async () => {
    expect(await start().verify(await sign({}, 'first', keys.second.privateKey))).toBeUndefined();
  });

  test('no signature, or one with a shared secret', async () => {
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: '1', exp: SECONDS + 600 };
    const secret = new TextEncoder().encode(JSON.stringify(published[0]).padEnd(64));
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(secret);
    const oidc = start();
    expect(await oidc.verify(new UnsecuredJWT(claims).encode())).toBeUndefined();
    expect(await oidc.verify(shared)).toBeUndefined();
  });

  test.each(['', '..', 'a.b.c', 'e30.e30.', `${'a'.repeat(1_000_000)}.b.c`])('no JWT (case %#)', async (text) => {
    expect(await start().verify(text)).toBeUndefined();
  });

  test('a huge one, however right', async () => {
    expect(await start().verify(await sign({ more: 'x'.repeat(10_000) }))).toBeUndefined();
  });

  test('what is certainly wrong asks the issuer nothing', async () => {
    const oidc = start();
    await oidc.verify(await sign({ iss: 'https://other.example.com' }));
    await oidc.verify('a.b.c');
    expect(requests).toEqual([]);
  });
});

test('a token past its end is told so, after five seconds of grace', async () => {
  const oidc = start();
  expect(await oidc.verify(await sign({ exp: SECONDS - 4 }))).toMatchObject({ isAdministrator: false });
  expect(await oidc.verify(await sign({ exp: SECONDS - 6 }))).toBe('EXPIRED');
  expect(await oidc.verify(await sign({ exp: SECONDS - 6 }, 'first', keys.second.privateKey))).toBeUndefined();
});

describe('keys', () => {
  test('are looked up once', async () => {
    const oidc = start();
    for (let count = 0; count < 3; count += 1) await oidc.verify(await sign());
    expect(requests).toEqual(['discovery', 'keys']);
  });

  test('are read from where it is said, without discovery', async () => {
    expect(await start({ jwksUrl: KEYS }).verify(await sign())).toMatchObject({ isAdministrator: false });
    expect(requests).toEqual(['keys']);
  });

  test('that are new are found at once; those that nobody has are asked for twice a minute', async () => {
    const oidc = start({ jwksUrl: KEYS });
    await oidc.verify(await sign());
    vi.setSystemTime(NOW + 31_000);
    await publish('second');
    expect(await oidc.verify(await sign({}, 'second', keys.second.privateKey))).toMatchObject({
      isAdministrator: false,
    });
    for (let count = 0; count < 5; count += 1) expect(await oidc.verify(await sign({}, `no-${count}`))).toBeUndefined();
    expect(requests).toEqual(['keys', 'keys']);
  });

  test('that were taken back hold no more, ten minutes later', async () => {
    const oidc = start({ jwksUrl: KEYS });
    await oidc.verify(await sign());
    published.length = 0;
    await publish('second');
    vi.setSystemTime(NOW + 601_000);
    expect(await oidc.verify(await sign({ exp: SECONDS + 5_000 }))).toBeUndefined();
  });

  test.each([
    ['an error', () => HttpResponse.error()],
    ['HTTP 500', () => new HttpResponse(null, { status: 500 })],
    ['a redirect', () => new HttpResponse(null, { status: 302, headers: { Location: 'https://evil.example.com' } })],
    ['no JSON', () => HttpResponse.text('<html>')],
    ['no keys', () => HttpResponse.json({})],
  ])('that cannot be had: %s', async (_, answer) => {
    network.use(http.get(KEYS, () => (requests.push('keys'), answer())));
    const oidc = start({ jwksUrl: KEYS });
    await expect(oidc.verify(await sign())).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'ISSUER_UNAVAILABLE',
    });
  });

  test('are not asked for again for five seconds after a failure, then they are', async () => {
    network.use(http.get(KEYS, () => (requests.push('failed'), HttpResponse.error()), { once: true }));
    const oidc = start({ jwksUrl: KEYS });
    for (let count = 0; count < 3; count += 1) await expect(oidc.verify(await sign())).rejects.toThrow('cannot be had');
    vi.setSystemTime(NOW + 5_001);
    expect(await oidc.verify(await sign())).toMatchObject({ isAdministrator: false });
    expect(requests).toEqual(['failed', 'keys']);
  });

  test.each([
    [{ issuer: 'https://other.example.com', jwks_uri: KEYS }],
    [{ issuer: ISSUER }],
    [{ issuer: ISSUER, jwks_uri: 'http://keys.example.com/jwks' }],
    [null],
  ])('are not taken from %j', async (document) => {
    network.use(http.get(`${ISSUER}/.well-known/openid-configuration`, () => HttpResponse.json(document)));
    await expect(start().verify(await sign())).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

test.each([
  [{ issuer: 'http://issuer.example.com' }, 'issuer'],
  [{ issuer: 'issuer.example.com' }, 'issuer'],
  [{ jwksUrl: 'http://keys.example.com' }, 'keys'],
  [{ audience: '' }, 'audience'],
])('%j is refused at the start', (options, word) => {
  expect(() => start(options)).toThrow(word);
});
