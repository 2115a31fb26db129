import { accountFromEnv } from '../../bootstrap.js';
import { createConnector } from '../../connector.js';
import type { Env } from '../../env.js';
import { UsageError } from '../exit.js';
import type { DataSource } from './data-source.js';
import { createInProcess } from './in-process.js';
import { createOverRest } from './over-rest.js';

/** Where the rows are, as the flags say. */
export interface SourceFlags {
  readonly server?: string;
  readonly connection?: string;
  readonly simulator?: boolean;
  readonly bulk?: boolean;
}

const CONNECTION = 'projects/local/locations/local/connections/twilio';

/** Opens what the flags and the environment name: a connector, a simulator of its own, or the Twilio account. */
export async function openDataSource(flags: SourceFlags, env: Env): Promise<DataSource> {
  const { bulk } = flags;
  const { CONNECTOR_ALLOWED_OPERATIONS: allowedOperations, CONNECTOR_ALLOWED_ACTIONS: allowedActions } = env;
  const rights = { bulk, allowedOperations, allowedActions };
  if (flags.server) {
    const { CONNECTOR_TOKEN: token } = env;
    if (!token) throw new UsageError('Set CONNECTOR_TOKEN to the token of the connector that --server names.');
    return createOverRest({ url: flags.server, token, connection: flags.connection ?? CONNECTION });
  }
  if (flags.simulator) {
    // A simulator is much to load, and seldom wanted.
    const { startSimulator } = await import('@twilio-connector/simulator');
    const running = await startSimulator();
    const { accountSid, authToken } = running.simulator;
    return createInProcess(
      createConnector({ accountSid, authToken, baseUrl: `${running.url}/{product}`, ...rights }),
      () => running.close(),
    );
  }
  const account = accountFromEnv(env);
  if (!account) {
    throw new UsageError(
      'No Twilio account: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, name a connector with --server, or try it with --simulator.',
    );
  }
  const { accountSid, credentials } = account;
  const { TWILIO_REGION: region, TWILIO_EDGE: edge, TWILIO_BASE_URL: baseUrl, CONNECTOR_MIN_NODES: nodes } = env;
  return createInProcess(createConnector({ accountSid, ...credentials, region, edge, baseUrl, nodes, ...rights }));
}
