import { join } from 'node:path';
import type { Simulator } from '@twilio-connector/simulator';
import type { DestinationStream } from 'pino';
import { createVerifyToken, readOrMakeToken } from './access/token.js';
import { accountFromEnv, type Account, createBootstrap } from './bootstrap.js';
import { compose } from './compose.js';
import type { Env } from './env.js';
import { createLog } from './observability/log.js';
import { createMetrics } from './observability/metrics.js';
import { createRedact } from './observability/redact.js';
import { answerBadRequest, createApp } from './rest/app.js';
import { listen } from './server.js';

/** A running connector. */
export interface RunningConnector {
  readonly url: string;
  /** The connection's resource name. */
  readonly connection: string;
  /** Where the administrator's token is kept; undefined when it was given by the environment. */
  readonly tokenFile: string | undefined;
  /** Set when the connection is to the simulator rather than to Twilio. */
  readonly simulator: { readonly url: string; readonly accountSid: string } | undefined;
  /** Refuses new work, lets what is in flight finish, then ends. May be called again. */
  stop(): Promise<void>;
}

/** What a server is started with. */
export interface StartOptions {
  readonly env: Env;
  /** Where the log goes. */
  readonly logDestination: DestinationStream;
}

// The longest call, and a little.
const GRACE_MS = 185_000;

/**
 * Starts the server: connected to the Twilio account that the environment names, or to a simulator of its own when it
 * names none.
 */
export async function startConnector({ env, logDestination }: StartOptions): Promise<RunningConnector> {
  const given = accountFromEnv(env);
  const simulated = given ? undefined : await startOwnSimulator(env);
  try {
    const account = given ?? accountOf(simulated?.simulator);
    const bootstrap = createBootstrap(
      account,
      simulated ? { ...env, TWILIO_BASE_URL: `${simulated.url}/{product}` } : env,
    );
    const tokenFile = env.CONNECTOR_TOKEN ? undefined : join(env.CONNECTOR_DATA ?? '.data', 'token');
    const token = env.CONNECTOR_TOKEN ?? readOrMakeToken(tokenFile ?? '');
    const log = createLog({
      level: env.CONNECTOR_LOG_LEVEL ?? 'info',
      redact: createRedact([token, ...bootstrap.secrets]),
      destination: logDestination,
    });
    const metrics = createMetrics(() => runtime.queueStats());
    const runtime = compose(bootstrap.connection, {
      credentials: bootstrap.credentials,
      onAttempt: ({ method, status, error, durationMs }) =>
        metrics.twilioAttempt({ method, outcome: error ?? String(status), durationMs }),
    });
    let stopping: Promise<void> | undefined;
    const app = createApp({
      runtime,
      verifyToken: createVerifyToken(token),
      log,
      metrics,
      isStopping: () => stopping !== undefined,
      now: () => performance.now(),
    });
    const server = await listen(app, {
      host: env.HOST ?? '127.0.0.1',
      port: env.PORT ?? 8080,
      onBadRequest: () => answerBadRequest(log),
    });
    log.info({ url: server.url, connection: bootstrap.connection.name }, 'serving');
    const stop = async () => {
      log.info('stopping');
      await server.stop(GRACE_MS);
      await runtime.close();
      await simulated?.close();
      log.info('stopped');
    };
    return {
      url: server.url,
      connection: bootstrap.connection.name,
      tokenFile,
      simulator: simulated && { url: simulated.url, accountSid: account.accountSid },
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await simulated?.close();
    throw error;
  }
}

/** A simulator is much to load, and not wanted by who has an account. */
async function startOwnSimulator(env: Env) {
  const { startSimulator } = await import('@twilio-connector/simulator');
  const options = (await import('./simulator-options.js')).simulatorOptions(env);
  return startSimulator({ ...options, port: env.SIMULATOR_PORT ?? 8081 });
}

function accountOf(simulator: Simulator | undefined): Account {
  return { accountSid: simulator?.accountSid ?? '', credentials: { authToken: simulator?.authToken ?? '' } };
}
