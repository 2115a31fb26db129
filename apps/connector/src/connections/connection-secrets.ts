import { createHash } from 'node:crypto';
import type { ProxyOptions, TlsOptions, TwilioCredentials } from '@twilio-connector/client';
import {
  configValues,
  type Connection,
  connectionAccount,
  connectionProxy,
  connectionTls,
  type TlsReferences,
} from '@twilio-connector/connection';
import { isTwilioItself } from '../network/twilio-hosts.js';
import { SecretError } from '../secrets/errors.js';
import type { SecretResolver } from '../secrets/resolver.js';
import { credentialProblem } from './credential-shape.js';

/** What a connection is composed with: its settings that refer to secrets, with the secrets in their places. */
export interface ResolvedConnection {
  readonly credentials: TwilioCredentials;
  readonly proxy?: ProxyOptions;
  readonly tls?: TlsOptions;
}

export interface ConnectionSecretsPorts {
  readonly secrets: SecretResolver;
  /** Called with every secret that is read, and the user name it belongs to. */
  readonly onSecret: (user: string, secret: string) => void;
  /** The base URL of connections that name none. */
  readonly twilioUrl?: string | undefined;
}

/** Reads all secrets that a connection uses. @throws SecretError */
export async function readConnectionSecrets(
  connection: Connection,
  ports: ConnectionSecretsPorts,
): Promise<ResolvedConnection> {
  const tls = connectionTls(connection);
  const proxy = await readProxy(connection, tls.proxy, ports);
  const target = tls.target && (await readTls(tls.target, ports));
  return {
    credentials: await readCredentials(connection, ports),
    ...(proxy && { proxy }),
    ...(target && { tls: target }),
  };
}

/** Different secrets have different digests. */
export function digestOf(resolved: ResolvedConnection): string {
  return createHash('sha256').update(JSON.stringify(resolved)).digest('base64');
}

async function readCredentials(connection: Connection, ports: ConnectionSecretsPorts): Promise<TwilioCredentials> {
  const { accountSid, apiKeySid, secretVersion } = connectionAccount(connection);
  const secret = await read(secretVersion, apiKeySid ?? accountSid, ports);
  const credentials = apiKeySid ? { apiKeySid, apiKeySecret: secret } : { authToken: secret };
  const problem = isTwilioItself(configValues(connection).base_url ?? ports.twilioUrl)
    ? credentialProblem(credentials)
    : undefined;
  if (problem !== undefined) throw malformed(secretVersion, problem);
  return credentials;
}

async function readProxy(
  connection: Connection,
  tls: TlsReferences | undefined,
  ports: ConnectionSecretsPorts,
): Promise<ProxyOptions | undefined> {
  const found = connectionProxy(connection);
  if (!found) return undefined;
  const { authentication: login, ...proxy } = found;
  const authentication = login && {
    scheme: login.scheme,
    user: login.user,
    password: await read(login.passwordVersion, login.user, ports),
  };
  return { ...proxy, ...(authentication && { authentication }), ...(tls && { tls: await readTls(tls, ports) }) };
}

async function readTls(references: TlsReferences, ports: ConnectionSecretsPorts): Promise<TlsOptions> {
  const { ca, cert, key, passphrase, ...settings } = references;
  const pem = { ca, cert, key, passphrase };
  const entries = Object.entries(pem).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const values: [string, string][] = [];
  // Certificates are public: the log need not be searched for them.
  const quiet = { ...ports, onSecret: () => undefined };
  for (const [name, version] of entries) {
    values.push([name, await read(version, name, name === 'ca' || name === 'cert' ? quiet : ports)]);
  }
  return { ...settings, ...Object.fromEntries(values) };
}

async function read(version: string, user: string, { secrets, onSecret }: ConnectionSecretsPorts): Promise<string> {
  const secret = (await secrets.resolve(version)).reveal();
  onSecret(user, secret);
  return secret;
}

function malformed(secretVersion: string, problem: string): SecretError {
  const message =
    `The secret ${secretVersion} in authConfig.userPassword.password has the wrong form: ${problem}. ` +
    "Copy it from Twilio's Console, without spaces around it, into a new version of the secret.";
  return new SecretError('SECRET_MALFORMED', message);
}
