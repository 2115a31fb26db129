import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { AUDIENCE, type OidcIssuer, startOidcIssuer } from '../../test/oidc-issuer.js';
import { SYSTEM_CLOCKS } from '../store/clock.js';
import { createOidc } from './oidc.js';

const DISCOVERY = '/.well-known/openid-configuration';
const KEYS = '/keys';
const DAY_MS = 24 * 3_600_000;
const UNAVAILABLE = { code: 'UNAVAILABLE', reason: 'ISSUER_UNAVAILABLE' };

let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await startOidcIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  // `advanceTimersByTime` moves both clocks, `setSystemTime` only the wall clock.
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00Z'), toFake: ['Date', 'performance'] });
  issuer.reset();
  return () => vi.useRealTimers();
});

/** @param discovers whether the URL of the keys is discovered */
function start(discovers = false, options: Pick<Parameters<typeof createOidc>[0], 'fetch'> = {}) {
  const { url } = issuer;
  const oidc = createOidc({
    issuer: url,
    audience: AUDIENCE,
    ...SYSTEM_CLOCKS,
    ...(!discovers && { jwksUrl: url + KEYS }),
    ...options,
  });
  return {
    verify: (token: string) => oidc.verify(token),
    /** Sends a valid token of the published key. */
    accepts: async () => expect(await oidc.verify(await issuer.sign())).toMatchObject({ isAdministrator: false }),
    /** Sends a token that names an unknown key. */
    refuses: async (kid: string) => expect(await oidc.verify(await issuer.sign({}, { kid }))).toBeUndefined(),
    fails: async () => expect(oidc.verify(await issuer.sign())).rejects.toMatchObject(UNAVAILABLE),
  };
}

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

test('the keys are fetched once and cached', async () => {
  const oidc = start(true);
  await Promise.all([oidc.accepts(), oidc.accepts(), oidc.accepts()]);
  await oidc.accepts();
  expect(issuer.asked).toEqual([DISCOVERY, KEYS]);
});

test('the keys are fetched from a configured URL without discovery', async () => {
  await start().accepts();
  expect(issuer.asked).toEqual([KEYS]);
});

test.each([-30, 0, 30])(
  'a withdrawn key is not accepted after ten minutes, even if the wall clock is moved by %i days meanwhile',
  async (days) => {
    const oidc = start();
    await oidc.accepts();
    issuer.answerJson(KEYS, { keys: [(await newKey('second')).published] });
    vi.setSystemTime(Date.now() + days * DAY_MS);
    vi.advanceTimersByTime(599_999);
    await oidc.accepts();
    vi.advanceTimersByTime(1);
    expect(await oidc.verify(await issuer.sign())).toBeUndefined();
  },
);

test.each([-30, 0, 30])(
  'a new key is found half a minute after the last fetch, even if the wall clock is moved by %i days meanwhile',
  async (days) => {
    const oidc = start();
    await oidc.accepts();
    const second = await newKey('second');
    issuer.answerJson(KEYS, { keys: [issuer.published, second.published] });
    vi.setSystemTime(Date.now() + days * DAY_MS);
    const signed = () => issuer.sign({}, { kid: 'second' }, second.privateKey);
    vi.advanceTimersByTime(29_999);
    expect(await oidc.verify(await signed())).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(await oidc.verify(await signed())).toMatchObject({ isAdministrator: false });
    await oidc.accepts();
    expect(issuer.asked).toEqual([KEYS, KEYS]);
  },
);

test('a thousand tokens with unknown key ids cause one fetch in half a minute, and valid tokens stay valid', async () => {
  const oidc = start();
  await oidc.accepts();
  vi.advanceTimersByTime(30_000);
  const token = await issuer.sign({}, { kid: 'unknown' });
  await Promise.all(Array.from({ length: 500 }, () => oidc.verify(token)));
  for (let count = 0; count < 500; count += 1) await oidc.refuses(`no-${count}`);
  await oidc.accepts();
  expect(issuer.asked).toEqual([KEYS, KEYS]);
});

test('while the issuer fails, tokens with unknown key ids cause one fetch in five seconds, and valid tokens stay valid', async () => {
  const oidc = start();
  await oidc.accepts();
  issuer.answer(KEYS, (_request, response) => void response.writeHead(500).end());
  vi.advanceTimersByTime(30_000);
  for (let count = 0; count < 5; count += 1) {
    await expect(oidc.verify(await issuer.sign({}, { kid: `no-${count}` }))).rejects.toMatchObject(UNAVAILABLE);
    await oidc.accepts();
  }
  expect(issuer.asked).toEqual([KEYS, KEYS]);
});

/** What a failing issuer may answer. */
const FAILURES: readonly [string, (path: string) => void][] = [
  ['no answer', (path) => issuer.answer(path, (request) => void request.socket.destroy())],
  ['HTTP 500', (path) => issuer.answer(path, (_request, response) => void response.writeHead(500).end())],
  ['a page for people', (path) => issuer.answer(path, (_request, response) => void response.end('<html>'))],
  ['half of a document', (path) => issuer.answer(path, (_request, response) => void response.end('{"keys":['))],
  ['another document', (path) => issuer.answerJson(path, {})],
  ['null', (path) => issuer.answerJson(path, null)],
];

test.each(FAILURES.flatMap(([name, answer]) => [KEYS, DISCOVERY].map((path) => [path, name, answer] as const)))(
  'when %s answers with %s, no token can be verified, and the issuer is asked once in five seconds',
  async (path, _, answer) => {
    answer(path);
    const oidc = start(true);
    for (let count = 0; count < 3; count += 1) await oidc.fails();
    vi.advanceTimersByTime(4_999);
    await oidc.fails();
    expect(issuer.asked.filter((asked) => asked === path)).toEqual([path]);
    issuer.reset();
    vi.setSystemTime(Date.now() - DAY_MS);
    vi.advanceTimersByTime(1);
    await oidc.accepts();
  },
);

test.each([301, 302, 303, 307, 308].flatMap((status) => [KEYS, DISCOVERY].map((path) => [status, path] as const)))(
  'the target of the redirect %i from %s is not asked, although it has keys',
  async (status, path) => {
    issuer.answer(path, (_request, response) => void response.writeHead(status, { Location: '/evil' }).end());
    issuer.answerJson('/evil', { keys: [issuer.published], issuer: issuer.url, jwks_uri: `${issuer.url}${KEYS}` });
    await start(true).fails();
    expect(issuer.asked).not.toContain('/evil');
  },
);

test.each([
  ['names another issuer', { issuer: 'https://other.example.com' }],
  ['has no URL of the keys', { jwks_uri: undefined }],
  ['has an unencrypted URL of the keys', { jwks_uri: 'http://keys.example.com/jwks' }],
])('no further URL is asked when the configuration of the issuer %s', async (_, changes) => {
  issuer.answerJson(DISCOVERY, { issuer: issuer.url, jwks_uri: `${issuer.url}${KEYS}`, ...changes });
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = (url, init) => {
    urls.push(url instanceof Request ? url.url : String(url));
    return globalThis.fetch(url, init);
  };
  await start(true, { fetch }).fails();
  expect(urls).toEqual([`${issuer.url}${DISCOVERY}`]);
});
