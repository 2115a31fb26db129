import { accountFromEnv } from '../../connections/first-connection-from-env.js';
import { createConnector } from '../../connector.js';
import type { Env } from '../../env.js';
import { UsageError } from '../terminal/usage-error.js';
import type { DataSource } from './data-source.js';
import { createInProcess } from './in-process.js';
import { createOverRest } from './over-rest.js';

/** Where the rows are, as the flags say. */
export interface SourceFlags {
  readonly server?: string;
  readonly connection?: string;
  readonly simulator?: boolean;
  readonly bulk?: boolean;
  readonly idempotencyKey?: string;
}

const CONNECTION = 'projects/local/locations/local/connections/twilio';

/**
 * Opens what the flags and the environment name: a connector, a simulator of its own, or the Twilio account.
 *
 * @param note told of what is to be known beside the rows
 */
export async function openDataSource(
  flags: SourceFlags,
  env: Env,
  note: (sentence: string) => void,
): Promise<DataSource> {
  const { idempotencyKey: key } = flags;
  if (flags.server) return openServer(flags, env, note);
  const { account, source } = await openInProcess(flags, env);
  if (key === undefined) return source;
  try {
    // A store is much to load, and opened only where something is to be recorded.
    return await (await import('./once.js')).writeOnce(source, { env, key, account, note });
  } catch (error) {
    await source.close();
    throw error;
  }
}

function openServer(
  { server: url = '', connection = CONNECTION, idempotencyKey }: SourceFlags,
  env: Env,
  note: (sentence: string) => void,
): DataSource {
  const { CONNECTOR_TOKEN: token } = env;
  if (!token) throw new UsageError('Set CONNECTOR_TOKEN to the token of the connector that --server names.');
  return createOverRest({ url, token, connection, idempotencyKey, note });
}

async function openInProcess(
  flags: SourceFlags,
  env: Env,
): Promise<{ readonly account: string; readonly source: DataSource }> {
  const { bulk } = flags;
  const { CONNECTOR_ALLOWED_OPERATIONS: allowedOperations, CONNECTOR_ALLOWED_ACTIONS: allowedActions } = env;
  const rights = { bulk, allowedOperations, allowedActions };
  if (flags.simulator) {
    // A simulator is much to load, and seldom wanted.
    const { startSimulator } = await import('@twilio-connector/simulator');
    const running = await startSimulator();
    const { accountSid, authToken } = running.simulator;
    const connector = createConnector({ accountSid, authToken, baseUrl: `${running.url}/{product}`, ...rights });
    return { account: 'simulator', source: createInProcess(connector, () => running.close()) };
  }
  const account = accountFromEnv(env);
  if (!account) {
    throw new UsageError(
      'No Twilio account: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, name a connector with --server, or try it with --simulator.',
    );
  }
  const { accountSid, credentials } = account;
  const { TWILIO_REGION: region, TWILIO_EDGE: edge, TWILIO_BASE_URL: baseUrl, CONNECTOR_MIN_NODES: nodes } = env;
  const connector = createConnector({ accountSid, ...credentials, region, edge, baseUrl, nodes, ...rights });
  return { account: accountSid, source: createInProcess(connector) };
}
