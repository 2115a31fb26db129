import type { Connection } from '@twilio-connector/connection';
import type { TwilioCredentials } from '@twilio-connector/client';
import { catalogOf } from '../runtime/catalog.js';
import type { ConnectionTable } from './connection-table.js';
import { type Env, EnvError } from '../env.js';
import { FIRST_CONNECTION, localConnection, localSecret } from './first-connection.js';
import type { SecretSource } from '../secrets/resolver.js';

/** An account and the way to log in to it. */
export interface Account {
  readonly accountSid: string;
  readonly credentials: TwilioCredentials;
}

/**
 * The account that the environment names, in the Twilio CLI's variables.
 *
 * @returns undefined when it names none
 * @throws EnvError when it names half of one
 */
export function accountFromEnv(env: Env): Account | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = env;
  const { TWILIO_API_KEY: apiKeySid, TWILIO_API_SECRET: apiKeySecret } = env;
  if (accountSid && apiKeySid && apiKeySecret) return { accountSid, credentials: { apiKeySid, apiKeySecret } };
  if (accountSid && authToken) return { accountSid, credentials: { authToken } };
  if (!accountSid && !authToken && !apiKeySid && !apiKeySecret) return undefined;
  throw new EnvError(
    'The Twilio credentials are not complete: set TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or with TWILIO_API_KEY and ' +
      'TWILIO_API_SECRET; set none of them to work with the simulator.',
  );
}

/**
 * The connection that a server has from the start, on the given account.
 *
 * @throws ConnectionError, or an EntityError for an allow-list that names what there is not: the server does not start so
 */
export function firstConnection({ accountSid, credentials }: Account, env: Env): Connection {
  const connection = localConnection({
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
  catalogOf(connection);
  return connection;
}

/** Where the secret of the first connection is: in this process, given by its environment. */
export function firstSecret({ credentials }: Account): SecretSource {
  const { project, secret } = localSecret('apiKeySid' in credentials);
  const value = 'authToken' in credentials ? credentials.authToken : credentials.apiKeySecret;
  return {
    read: (name) => Promise.resolve(name.project === project && name.secret === secret ? value : undefined),
  };
}

/** The variables that are the environment's to say, set or not: a switch that is taken out of it is off again. */
const OWNED = ['region', 'edge', 'base_url', 'bulk', 'allowed_operations', 'allowed_actions'];

/**
 * Keeps the first connection: made where there is none yet. Its account, and the variables that the environment can set, are
 * always those of this start, and its nodes where the environment says them; what else was changed since stays as it is,
 * whether it is suspended for one.
 */
export async function keepFirst(table: ConnectionTable, first: Connection, env: Env): Promise<void> {
  if (await table.insert(first)) return;
  await table.change(FIRST_CONNECTION, (kept) => {
    const others = kept.configVariables.filter(({ key }) => !OWNED.includes(key));
    const next = {
      ...kept,
      authConfig: first.authConfig,
      configVariables: [...first.configVariables, ...others],
      nodeConfig: env.CONNECTOR_MIN_NODES === undefined ? kept.nodeConfig : first.nodeConfig,
    };
    if (JSON.stringify(next) === JSON.stringify(kept)) return undefined;
    return { ...next, connectionRevision: String(Number(kept.connectionRevision) + 1) };
  });
}
