import { createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AUDIENCE, type OidcIssuer, startOidcIssuer } from '../oidc-issuer.js';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from '../server-bed.js';
import { withoutCallIds } from '../without-call-ids.js';

const LIST = '/v1/projects/p/locations/local/connections';
const SET_POLICY = '/cloudresourcemanager/v1/projects/p:setIamPolicy';
const VIEWER = 'roles/connectors.viewer';

let issuer: OidcIssuer;
let bed: ServerBed;
let count = 0;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  issuer = await startOidcIssuer();
  bed = await startServerBed(issuer.env);
  await setMembers('user:mike@example.com');
});
afterAll(async () => {
  await bed.close();
  await issuer.close();
  vi.useRealTimers();
});

const setMembers = (...members: readonly unknown[]) => {
  const body = { policy: { bindings: [{ role: VIEWER, members }] } };
  return bed.must(SET_POLICY, { method: 'POST', body });
};

/** Each call comes from another address, because failed logins slow an address down. */
const call = (token: string) => bed.call(LIST, { token, from: `192.0.2.${(count += 1) % 250}` });

describe('e-mails that look like that of a member', () => {
  const verified = (email: unknown) => issuer.sign({ email, email_verified: true });

  test.each(['mike@example.com', 'Mike@EXAMPLE.com', 'MIKE@EXAMPLE.COM'])(
    'the verified e-mail %s has the roles of user:mike@example.com',
    async (email) => {
      expect((await call(await verified(email))).status).toBe(200);
    },
  );

  test.each([
    ['a Kelvin sign for k', 'mi\u212Ae@example.com'],
    ['a Kelvin sign in upper case', 'MI\u212AE@EXAMPLE.COM'],
    ['a dotless i', 'm\u0131ke@example.com'],
    ['a dotted capital i', 'M\u0130KE@example.com'],
    ['a Cyrillic letter', 'mik\u0435@example.com'],
    ['full-width letters', '\uFF4Dike@example.com'],
    ['a full-width at sign', 'mike\uFF20example.com'],
    ['a zero-width space', 'mike\u200B@example.com'],
    ['a soft hyphen in the domain', 'mike@ex\u00ADample.com'],
    ['an ideographic full stop', 'mike@example\u3002com'],
    ['a trailing dot', 'mike@example.com.'],
    ['a trailing space', 'mike@example.com '],
    ['a leading space', ' mike@example.com'],
    ['a trailing line break', 'mike@example.com\n'],
    ['a trailing NUL', 'mike@example.com\0'],
    ['a quoted local part', '"mike"@example.com'],
    ['a comment', 'mike(x)@example.com'],
    ['an escaped letter', '\\mike@example.com'],
    ['a display name', 'Mike <mike@example.com>'],
    ['two addresses', 'mike@example.com,eve@example.net'],
    ['a list of addresses', ['mike@example.com']],
    ['the prefix of a member', 'user:mike@example.com'],
  ])('a verified e-mail with %s does not have the roles of user:mike@example.com', async (_, email) => {
    const answer = await call(await verified(email));
    expect(answer).toMatchObject({ status: 403, reason: 'PERMISSION_DENIED' });
    // The caller is still known by its subject, which the issuer guarantees.
    expect(answer.text).toContain('/subject/248289 lacks the permission');
  });

  test.each([false, 'true', 1, null, undefined, [true]])(
    'an e-mail whose email_verified is %j does not have the roles of user:mike@example.com',
    async (isVerified) => {
      const token = await issuer.sign({ email: 'mike@example.com', email_verified: isVerified });
      expect((await call(token)).status).toBe(403);
    },
  );

  test.each([
    ['user:mi\u212Ae@example.com', 'U+212A'],
    ['user:MI\u212AE@EXAMPLE.COM', 'U+212A'],
    ['user:m\u0131ke@example.com', 'U+0131'],
    ['user:mike@ex\u0430mple.com', 'U+0430'],
    ['serviceAccount:runner@\u212A.iam.gserviceaccount.com', 'U+212A'],
    ['principal://issu\u0435r.example.com/subject/1', 'U+0435'],
    ['token:c\u0456', 'U+0456'],
    ['user:\u{1D426}ike@example.com', 'U+1D426'],
  ])('setIamPolicy refuses the member %j and names the character', async (member, character) => {
    const body = { policy: { bindings: [{ role: VIEWER, members: ['token:ci', member] }] } };
    const { status, json } = await bed.call(SET_POLICY, { method: 'POST', token: ADMINISTRATOR_TOKEN, body });
    expect(status).toBe(400);
    const [violation] = json.error.details[1].fieldViolations;
    expect(violation).toMatchObject({ field: 'policy.bindings[0].members[1]' });
    expect(violation.description).toContain(`contains the character ${character}, which is not ASCII`);
    expect(JSON.stringify(json)).not.toContain(member);
  });
});

describe('forged tokens', () => {
  const forge = async (header: Partial<JWTHeaderParameters>, algorithm = 'ES256') => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'first' };
    issuer.answerJson('/evil', { keys: [jwk] });
    return issuer.sign({}, { alg: algorithm, ...('jwk' in header ? { jwk } : header) }, privateKey);
  };
  const withSecret = (secret: string | Buffer, alg = 'HS256') =>
    issuer.sign({}, { alg }, new Uint8Array(Buffer.from(secret)));
  const publicKey = () => createPublicKey({ key: issuer.published, format: 'jwk' });
  const unsigned = { iss: '', aud: AUDIENCE, sub: '248289', exp: 4_000_000_000 };

  test.each<[string, () => Promise<string> | string]>([
    ['another key', () => forge({})],
    ['another key of another type', () => forge({}, 'RS256')],
    ['a key in its own header', () => forge({ jwk: {} })],
    ['a key at a URL in its own header', () => forge({ jku: `${issuer.url}/evil` })],
    ['a certificate at a URL in its own header', () => forge({ x5u: `${issuer.url}/evil` })],
    ['a key id that is a path', () => forge({ kid: '../../evil' })],
    ['the public key in PEM as a shared secret', () => withSecret(publicKey().export({ type: 'spki', format: 'pem' }))],
    ['the public key in DER as a shared secret', () => withSecret(publicKey().export({ type: 'spki', format: 'der' }))],
    ['the public key as JSON as a shared secret', () => withSecret(JSON.stringify(issuer.published), 'HS512')],
    ['an empty shared secret padded to its length', () => withSecret(Buffer.alloc(32))],
    ['no signature', () => new UnsecuredJWT({ ...unsigned, iss: issuer.url }).encode()],
    ['no signature, although its header says ES256', async () => `${await unsignedPart()}.`],
    ['a signature of zeros', async () => `${await unsignedPart()}.${Buffer.alloc(64).toString('base64url')}`],
    [
      'the signature of other claims',
      async () => `${await unsignedPart()}.${(await issuer.sign({ sub: 'x' })).split('.')[2]}`,
    ],
  ])('a token with %s is refused with 401, and a URL in it is not asked', async (_, make) => {
    issuer.reset();
    const answer = await call(await make());
    expect(answer).toMatchObject({ status: 401, reason: 'TOKEN_INVALID' });
    expect(issuer.asked).not.toContain('/evil');
  });

  const unsignedPart = async () => (await issuer.sign({ sub: 'eve' })).split('.').slice(0, 2).join('.');
});

describe('refusals of credentials', () => {
  const send = (headers: Readonly<Record<string, string>>, path = LIST) =>
    bed.call(path, { headers, from: `192.0.2.${(count += 1) % 250}` });
  const bearer = async (token: string | Promise<string>) => ({ Authorization: `Bearer ${await token}` });
  const CANARY = 'canary-0123456789';

  /** Credentials that contain the canary in every part that a refusal could repeat. */
  const wrong: readonly [string, () => Promise<Readonly<Record<string, string>>>][] = [
    ['an unknown token', () => bearer(`tct_${CANARY}`)],
    ['text in place of a token', () => bearer(`${CANARY}!`)],
    ['two tokens', () => bearer(`${CANARY} ${CANARY}`)],
    ['another scheme', async () => ({ Authorization: `Basic ${CANARY}` })],
    ['a token of another issuer', () => bearer(issuer.sign({ iss: `https://${CANARY}.example` }))],
    ['a token for another audience', () => bearer(issuer.sign({ aud: CANARY }))],
    ['a token with another key', () => bearer(issuer.sign({ sub: CANARY }, { kid: CANARY }))],
    [
      'a token with another algorithm',
      () => bearer(issuer.sign({ sub: CANARY }, { alg: 'HS256' }, new Uint8Array(32))),
    ],
    ['a token without a subject', () => bearer(issuer.sign({ sub: undefined, email: `${CANARY}@example.com` }))],
    ['a token that is not valid yet', () => bearer(issuer.sign({ sub: CANARY, nbf: 4_000_000_000 }))],
    ['a token whose times are texts', () => bearer(issuer.sign({ sub: CANARY, nbf: CANARY as never }))],
  ];

  test('all invalid credentials get the same answer, on every path, and leave no trace of themselves in the log', async () => {
    const texts = new Set<string>();
    for (const [name, make] of wrong) {
      const headers = await make();
      for (const path of [LIST, `/v1/${CANARY}`, '/v2/projects/p/locations/local/connections/unknown:checkStatus']) {
        const answer = await send(headers, path);
        expect({ name, status: answer.status }).toEqual({ name, status: 401 });
        texts.add(withoutCallIds(`${answer.text} ${JSON.stringify([...answer.headers])}`));
      }
    }
    expect([...texts]).toEqual([expect.stringContaining('TOKEN_INVALID')]);
    expect([...texts][0]).toContain('Bearer realm=');
    expect(bed.log.join('')).not.toContain('canary');
  });

  test.each([
    ['TOKEN_MISSING', async () => ({}), LIST],
    ['TOKEN_IN_URL', async () => ({}), `${LIST}?access_token=${CANARY}`],
    ['TOKEN_IN_URL', () => bearer(CANARY), `${LIST}?oauth_token=${CANARY}`],
    ['TOKEN_EXPIRED', () => bearer(issuer.sign({ sub: CANARY, exp: 1_700_000_000 })), LIST],
  ])('a refusal with the reason %s repeats nothing of the request (case %#)', async (reason, make, path) => {
    const answer = await send(await make(), path);
    expect(answer).toMatchObject({ status: 401, reason });
    const text = `${answer.text} ${JSON.stringify([...answer.headers])} ${bed.log.join('')}`;
    for (const part of ['canary', issuer.url, 'jose', ' at ']) expect(text).not.toContain(part);
  });

  test('while the issuer is unavailable, a refusal with 503 does not reveal its URL or the cause', async () => {
    vi.advanceTimersByTime(600_000);
    issuer.answer('/keys', (_request, response) => void response.writeHead(500).end(CANARY));
    const answer = await send(await bearer(issuer.sign({ sub: CANARY })));
    expect(answer).toMatchObject({ status: 503, reason: 'ISSUER_UNAVAILABLE' });
    expect(answer.headers.get('retry-after')).toBe('5');
    for (const part of ['canary', issuer.url, 'jose', ' at ']) expect(answer.text).not.toContain(part);
    issuer.reset();
  });
});
