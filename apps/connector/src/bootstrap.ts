import type { Connection } from '@twilio-connector/connection';
import type { TwilioCredentials } from '@twilio-connector/client';
import { type Env, EnvError } from './env.js';
import { localConnection } from './local-connection.js';

/** The first connection of a server, and what it takes to compose it. */
export interface Bootstrap {
  readonly connection: Connection;
  readonly credentials: TwilioCredentials;
  /** Whatever must not show in a log. */
  readonly secrets: readonly string[];
}

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

/** The connection `twilio` of a server, on the given account. */
export function createBootstrap(account: Account, env: Env): Bootstrap {
  const { accountSid, credentials } = account;
  const { CONNECTOR_MIN_NODES: nodes, CONNECTOR_BULK: bulk } = env;
  const { CONNECTOR_ALLOWED_OPERATIONS: allowedOperations, CONNECTOR_ALLOWED_ACTIONS: allowedActions } = env;
  const { TWILIO_REGION: region, TWILIO_EDGE: edge, TWILIO_BASE_URL: baseUrl } = env;
  return {
    connection: localConnection({
      accountSid,
      nodes,
      region,
      edge,
      baseUrl,
      bulk,
      allowedOperations,
      allowedActions,
    }),
    credentials,
    secrets: secretsOf(account),
  };
}

/** The secret of an account, and the forms in which it travels. */
function secretsOf({ accountSid, credentials }: Account): string[] {
  const [user, secret] =
    'authToken' in credentials
      ? [accountSid, credentials.authToken]
      : [credentials.apiKeySid, credentials.apiKeySecret];
  return [Buffer.from(`${user}:${secret}`).toString('base64'), encodeURIComponent(secret), secret];
}
