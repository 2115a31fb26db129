import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';

/** The `aud` claim of the issuer's tokens. */
export const AUDIENCE = 'twilio-connector-test';

export type OidcIssuer = Awaited<ReturnType<typeof startOidcIssuer>>;

/** An OpenID Connect issuer on 127.0.0.1 with one ES256 key, whose id is `first`. */
export async function startOidcIssuer() {
  const key = await generateKeyPair('ES256', { extractable: true });
  const published = { ...(await exportJWK(key.publicKey)), kid: 'first', alg: 'ES256', use: 'sig' };
  const asked: string[] = [];
  const answers = new Map<string, RequestListener>();
  const server = createServer((request, response) => {
    const { url: path = '' } = request;
    asked.push(path);
    const answer = answers.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answerJson = (path: string, body: unknown) =>
    answers.set(path, (_request, response) => void response.end(JSON.stringify(body)));
  const reset = () => {
    asked.length = 0;
    answers.clear();
    answerJson('/.well-known/openid-configuration', { issuer: url, jwks_uri: `${url}/keys` });
    answerJson('/keys', { keys: [published] });
  };
  reset();
  return {
    url,
    /** The environment of a server that trusts this issuer. */
    env: { CONNECTOR_OIDC_ISSUER: url, CONNECTOR_OIDC_AUDIENCE: AUDIENCE },
    published,
    /** The paths of all requests since the last reset. */
    asked,
    /** Replaces the answer to GETs of a path. */
    answer: (path: string, answer: RequestListener) => void answers.set(path, answer),
    answerJson,
    /** Forgets the requests and changed answers. */
    reset,
    /** Signs a token that is valid for ten minutes, except for the given claims, header and key. */
    sign(
      claims: JWTPayload = {},
      header: Partial<JWTHeaderParameters> = {},
      by: CryptoKey | Uint8Array = key.privateKey,
    ) {
      const exp = Math.floor(Date.now() / 1000) + 600;
      return new SignJWT({ iss: url, aud: AUDIENCE, sub: '248289', exp, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'first', ...header })
        .sign(by);
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
