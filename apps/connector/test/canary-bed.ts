import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { CONNECTOR_VERSION, type ServerBed, startServerBed } from './server-bed.js';

/** A server with a canary as the value of every secret. */
export interface CanaryBed {
  readonly bed: ServerBed;
  readonly canaries: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const AUDIENCE = 'canary-audience';

/** Canaries that the operator configures. Their characters are encoded differently in URLs, JSON and base64. */
const GIVEN = {
  authToken: 'canary-auth-token/+5f1e9c07',
  administratorToken: 'canary-administrator-77aa"\\9d-2c81f',
  vaultKey: Buffer.from('canary-vault-key-0123456789abcde').toString('base64'),
  environmentSecret: 'canary-environment-secret&=31',
  fileSecret: 'canary-file-secret é/42',
  proxyPassword: 'canary-proxy-password"+/53',
  apiKeySecret: 'canary-api-key-secret-64?',
  vaultValue: 'canary-vault-value{}75',
};

export async function startCanaryBed(): Promise<CanaryBed> {
  const [issuer, echo] = await Promise.all([startIssuer(), startEcho()]);
  const secrets = mkdtempSync(join(tmpdir(), 'twilio-connector-canary-'));
  mkdirSync(join(secrets, 'p'));
  writeFileSync(join(secrets, 'p', 'from-file'), GIVEN.fileSecret);
  const bed = await startServerBed({
    TWILIO_AUTH_TOKEN: GIVEN.authToken,
    CONNECTOR_TOKEN: GIVEN.administratorToken,
    CONNECTOR_VAULT_KEYS: GIVEN.vaultKey,
    CONNECTOR_SECRETS_DIR: secrets,
    CONNECTOR_SECRET_P__FROM_ENVIRONMENT: GIVEN.environmentSecret,
    CONNECTOR_ALLOWED_HOSTS: `127.0.0.1:${echo.port}`,
    CONNECTOR_OIDC_ISSUER: issuer.url,
    CONNECTOR_OIDC_AUDIENCE: AUDIENCE,
  });
  const { proxyPassword, apiKeySecret, vaultValue } = GIVEN;
  for (const [id, value] of Object.entries({ proxy: proxyPassword, 'api-key': apiKeySecret, other: vaultValue })) {
    await storeSecret(bed, id, value);
  }
  for (const connection of connectionsOf(bed)) await createConnection(bed, connection);
  await createConnection(bed, { id: 'echo', secret: 'other', baseUrl: `http://127.0.0.1:${echo.port}` });
  const apiToken = await bed.token('canary', ['roles/connectors.admin', 'projects/p']);
  const revokedToken = await bed.token('gone');
  await bed.must('/admin/v1/tokens/gone', { method: 'DELETE' });
  return {
    bed,
    canaries: { ...GIVEN, apiToken, revokedToken, oidcToken: await issuer.token() },
    async close() {
      await bed.close();
      issuer.server.close();
      echo.server.close();
    },
  };
}

/** Stores a value in the vault of projects/p. */
async function storeSecret({ must }: ServerBed, id: string, value: string): Promise<void> {
  const path = '/secretmanager/v1/projects/p/secrets';
  await must(`${path}?secretId=${id}`, { method: 'POST', body: { replication: { automatic: {} } } });
  const payload = { data: Buffer.from(value).toString('base64') };
  await must(`${path}/${id}:addVersion`, { method: 'POST', body: { payload } });
}

interface Canary {
  readonly id: string;
  readonly secret: string;
  readonly auth?: object;
  readonly baseUrl?: string;
  readonly more?: readonly object[];
}

/** One connection for each source of secrets. */
function connectionsOf({ simulator: { accountSid } }: ServerBed): readonly Canary[] {
  const apiKey = {
    authKey: 'api_key',
    username: `SK${'1'.repeat(32)}`,
    additionalVariables: [{ key: 'account_sid', stringValue: accountSid }],
  };
  const proxy = { key: 'proxy_password', secretValue: { secretVersion: 'projects/p/secrets/proxy/versions/latest' } };
  return [
    { id: 'environment', secret: 'from-environment' },
    { id: 'file', secret: 'from-file' },
    { id: 'api-key', secret: 'api-key', auth: apiKey },
    { id: 'vault', secret: 'other', more: [proxy, { key: 'proxy_user', stringValue: 'u' }] },
  ];
}

async function createConnection(
  { must, simulator, twilioUrl }: ServerBed,
  { id, secret, auth = {}, ...others }: Canary,
) {
  const { baseUrl = `${twilioUrl}/{product}`, more = [] } = others;
  const { username = simulator.accountSid, ...rest } = auth as { readonly username?: string };
  const password = { secretVersion: `projects/p/secrets/${secret}/versions/latest` };
  await must(`/v1/projects/p/locations/local/connections?connectionId=${id}`, {
    method: 'POST',
    body: {
      connectorVersion: CONNECTOR_VERSION,
      authConfig: { authType: 'USER_PASSWORD', userPassword: { username, password }, ...rest },
      configVariables: [{ key: 'base_url', stringValue: baseUrl }, ...more],
    },
  });
}

/** A gateway that repeats the received credentials in every part of its answers. */
async function startEcho() {
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    const login = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    const said = `${authorization} ${login} ${login.split(':')[1]}`;
    response.setHeader('Content-Type', 'application/json');
    const sid = `MM${'0'.repeat(32)}`;
    const isList = request.method === 'GET' && /Messages\.json/.test(request.url ?? '');
    if (isList)
      return response.end(
        JSON.stringify({ messages: [{ sid, body: said, status: said, subresource_uris: { x: said } }] }),
      );
    response.statusCode = request.method === 'GET' ? 404 : 400;
    return response.end(
      JSON.stringify({ code: 21_211, message: said, more_info: said, status: 400, details: { said } }),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** A local OIDC issuer, and a token from it. */
async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
  const server: Server = createServer((request, response) => {
    const document = { issuer: url, jwks_uri: `${url}/keys` };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : document));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = () =>
    new SignJWT({ email: 'canary@example.com', email_verified: true })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer(url)
      .setAudience(AUDIENCE)
      .setSubject('canary')
      .setExpirationTime('1h')
      .sign(privateKey);
  return { server, url, token };
}
