import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { rejection, REQUESTS } from '../../test/test-client.js';
import { recordPermits } from '../../test/recorded-permits.js';
import { LOGIN, startBehindProxy } from '../../test/test-proxy-client.js';

const SSL_TYPES = ['NEVER', 'TUNNEL'] as const;
const ALGORITHMS = ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess'];
const statuses = (log: readonly { readonly status: number }[]) => log.map(({ status }) => status);

describe.each(SSL_TYPES)('Digest with the SSL type %s', (sslType) => {
  test.each(ALGORITHMS)('a request answers a challenge with %s, and the target receives it once', async (algorithm) => {
    const { proxy, target, client } = await startBehindProxy({ scheme: 'DIGEST', algorithm, option: { sslType } });
    expect(await client.request(REQUESTS.POST)).toMatchObject({ attempts: 1, body: { ok: true } });
    expect(statuses(proxy.log)).toEqual([407, 200]);
    expect(target.methods).toEqual(['POST']);
  });

  test('wrong credentials are refused once and not repeated, because that could lock the account', async () => {
    const { proxy, target, client } = await startBehindProxy({
      scheme: 'DIGEST',
      password: 'another',
      option: { sslType },
    });
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'PROXY', problem: 'CREDENTIALS_REJECTED', attempts: 1 });
    expect(error).toHaveProperty(
      'message',
      `The proxy 127.0.0.1:${proxy.port} rejected the user or the password (HTTP 407). Check the user and the password of the proxy.`,
    );
    expect(statuses(proxy.log)).toEqual([407, 407]);
    expect(target.methods).toEqual([]);
  });

  test('a proxy that calls every nonce stale is asked three times', async () => {
    const challenges = ['Digest realm="x", nonce="n", qop="auth", stale=true'];
    const { proxy, client } = await startBehindProxy({
      scheme: 'DIGEST',
      challenges,
      password: 'another',
      option: { sslType },
    });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ problem: 'CREDENTIALS_REJECTED' });
    expect(statuses(proxy.log)).toEqual([407, 407, 407]);
  });
});

test('a nonce is counted and used again until the proxy calls it stale', async () => {
  const { proxy, target, client } = await startBehindProxy({ scheme: 'DIGEST', nonceUses: 2 });
  for (let call = 0; call < 5; call++) await client.request(REQUESTS.POST);
  expect(statuses(proxy.log)).toEqual([407, 200, 200, 407, 200, 200, 407, 200]);
  const counts = proxy.logins.map((login) => /nc=(\w+)/.exec(login ?? '')?.[1]);
  const [one, two, three] = ['00000001', '00000002', '00000003'];
  expect(counts).toEqual([undefined, one, two, three, one, two, three, one]);
  expect(target.methods).toHaveLength(5);
});

test.each(SSL_TYPES)(
  'concurrent requests with the SSL type %s use nonces of their own, so that a strict count is never broken',
  async (sslType) => {
    const { proxy, target, client } = await startBehindProxy({ scheme: 'DIGEST', option: { sslType } });
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 20 }, () => client.request(REQUESTS.POST)));
    }
    expect(target.methods).toHaveLength(60);
    // A few requests begin before all nonces of the round before are free again.
    const unauthenticated = proxy.logins.filter((login) => login === undefined);
    expect(unauthenticated.length).toBeLessThan(30);
    expect(proxy.log.filter(({ status }) => status === 407)).toHaveLength(unauthenticated.length);
  },
);

test('the permit of a request that answers a challenge is reported as sent once', async () => {
  const { admit, ends } = recordPermits();
  const { client } = await startBehindProxy({ scheme: 'DIGEST', client: { admit } });
  await client.request(REQUESTS.POST);
  expect(ends).toEqual(['sent']);
});

describe.each(SSL_TYPES)('a proxy that wants other credentials, with the SSL type %s', (sslType) => {
  test('without credentials, the error names the schemes that the proxy offers', async () => {
    const { proxy, client } = await startBehindProxy({
      scheme: 'BASIC',
      challenges: ['Negotiate', 'NTLM TlRMTVNTUAAC==', 'Basic realm="a, b"'],
      option: { sslType, authentication: undefined },
    });
    const error = await rejection(client.request(REQUESTS.POST));
    expect(error).toMatchObject({ code: 'PROXY', problem: 'AUTHENTICATION_REQUIRED', attempts: 1 });
    expect(error).toHaveProperty('message', expect.stringContaining('(HTTP 407, offered: Negotiate, NTLM, Basic)'));
    expect(statuses(proxy.log)).toEqual([407]);
  });

  test.each([
    ['BASIC', 'Basic realm="x"', 'CREDENTIALS_REJECTED'],
    ['BASIC', 'Digest realm="x", nonce="n", qop="auth"', 'UNSUPPORTED_SCHEME'],
    ['DIGEST', 'Basic realm="x"', 'UNSUPPORTED_SCHEME'],
    ['DIGEST', 'Digest realm="x", nonce="n", qop="auth-int"', 'UNSUPPORTED_SCHEME'],
    ['DIGEST', 'Digest realm="x", nonce="n", algorithm=SHA-3', 'UNSUPPORTED_SCHEME'],
  ] as const)('with %s against the challenge %s, the problem is %s', async (scheme, challenge, problem) => {
    const { proxy, target, client } = await startBehindProxy({
      scheme,
      password: 'another',
      challenges: [challenge],
      option: { sslType },
    });
    expect(await rejection(client.request(REQUESTS.POST))).toMatchObject({ code: 'PROXY', problem, attempts: 1 });
    expect(proxy.log).toHaveLength(1);
    expect(target.methods).toEqual([]);
  });

  test('no error shows the password in any form', async () => {
    for (const scheme of ['BASIC', 'DIGEST'] as const) {
      const { client } = await startBehindProxy({ scheme, password: 'another', option: { sslType } });
      const text = inspect(await rejection(client.request(REQUESTS.POST)), { depth: 9, showHidden: true });
      expect(text).not.toContain(LOGIN.password);
      expect(text).not.toContain(Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64'));
    }
  });
});
