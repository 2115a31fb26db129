import type { TwilioCredentials } from '@twilio-connector/client';
import { type Connection, connectionAccount, parseSecretVersionName } from '@twilio-connector/connection';
import { type Env, EnvError } from '../env.js';
import { isTwilioItself } from '../network/twilio-hosts.js';
import { catalogOf } from '../runtime/catalog.js';
import type { SecretSource } from '../secrets/resolver.js';
import type { ConnectionTable } from './connection-table.js';
import { credentialProblem } from './credential-shape.js';
import { createFirstConnection } from './first-connection.js';

/** A Twilio account and its credentials. */
export interface Account {
  readonly accountSid: string;
  readonly credentials: TwilioCredentials;
}

/**
 * Reads the account from the variables of Twilio's own command line.
 *
 * @returns undefined if none of the variables is set
 * @throws EnvError if only some of them are set, or if the credentials cannot be Twilio's; the message does not repeat them
 */
export function accountFromEnv(env: Env): Account | undefined {
  const account = readAccount(env);
  const problem = account && isTwilioItself(env.TWILIO_BASE_URL) && credentialProblem(account.credentials);
  if (!account || !problem) return account;
  const variable = 'authToken' in account.credentials ? 'TWILIO_AUTH_TOKEN' : 'TWILIO_API_SECRET';
  throw new EnvError(
    `${variable} has the wrong form: ${problem}. Copy it from Twilio's Console, without spaces around it.`,
  );
}

function readAccount(env: Env): Account | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = env;
  const { TWILIO_API_KEY: apiKeySid, TWILIO_API_SECRET: apiKeySecret } = env;
  if (accountSid && apiKeySid && apiKeySecret) return { accountSid, credentials: { apiKeySid, apiKeySecret } };
  if (accountSid && authToken) return { accountSid, credentials: { authToken } };
  if (!accountSid && !authToken && !apiKeySid && !apiKeySecret) return undefined;
  throw new EnvError(
    'The Twilio credentials are not complete: set TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or with TWILIO_API_KEY and ' +
      'TWILIO_API_SECRET. Set none of them to use the simulator.',
  );
}

/** @throws ConnectionError, or an EntityError for an unknown name in an allow-list */
export function firstConnectionFromEnv({ accountSid, credentials }: Account, env: Env): Connection {
  const connection = createFirstConnection({
    accountSid,
    ...('apiKeySid' in credentials && { apiKeySid: credentials.apiKeySid }),
    nodes: env.CONNECTOR_MIN_NODES,
    region: env.TWILIO_REGION,
    edge: env.TWILIO_EDGE,
    baseUrl: env.TWILIO_BASE_URL,
    bulk: env.CONNECTOR_BULK,
    allowedOperations: env.CONNECTOR_ALLOWED_OPERATIONS,
    allowedActions: env.CONNECTOR_ALLOWED_ACTIONS,
  });
  // A server with a misspelt allow-list should not start.
  catalogOf(connection);
  return connection;
}

/** The source of the first connection's secret, which is only in the environment. */
export function createFirstSecretSource(first: Connection, { credentials }: Account): SecretSource {
  const { project, secret } = parseSecretVersionName(connectionAccount(first).secretVersion);
  const value = 'authToken' in credentials ? credentials.authToken : credentials.apiKeySecret;
  return {
    read: (name) => Promise.resolve(name.project === project && name.secret === secret ? value : undefined),
  };
}

/** The variables that only the environment sets. One that is no longer set there is removed. */
const ENVIRONMENT_VARIABLES = ['region', 'edge', 'base_url', 'bulk', 'allowed_operations', 'allowed_actions'];

/**
 * Stores the first connection, or updates the stored one. Its account and the variables of the environment always follow the
 * environment, its nodes if CONNECTOR_MIN_NODES is set; other changes are kept, such as a suspension.
 */
export async function storeFirstConnection(table: ConnectionTable, first: Connection, env: Env): Promise<void> {
  if (await table.insert(first)) return;
  await table.change(first.name, (stored) => {
    const others = stored.configVariables.filter(({ key }) => !ENVIRONMENT_VARIABLES.includes(key));
    const next = {
      ...stored,
      authConfig: first.authConfig,
      configVariables: [...first.configVariables, ...others],
      nodeConfig: env.CONNECTOR_MIN_NODES === undefined ? stored.nodeConfig : first.nodeConfig,
    };
    if (JSON.stringify(next) === JSON.stringify(stored)) return undefined;
    return { ...next, connectionRevision: String(Number(stored.connectionRevision) + 1) };
  });
}
