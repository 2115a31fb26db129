import { join } from 'node:path';
import type { RunningSimulator, Simulator } from '@twilio-connector/simulator';
import { readOrMakeToken, tokenWeakness } from '../access/administrator-token.js';
import { accountFromEnv, type Account } from '../connections/first-connection-from-env.js';
import { CALL_DEADLINE_MS } from '../calls/deadline.js';
import { type Env, EnvError } from '../env.js';
import { isLoopback } from '../network/loopback.js';
import { isTwilioItself } from '../network/twilio-hosts.js';
import { checkListenAddress } from './listen-address.js';
import { FIRST_CONNECTION } from '../connections/first-connection.js';
import type { LogDestination } from '../observability/buffered-output.js';
import { type OpenServer, openServer } from './open-services.js';
import { answerBadRequest, createApp, recordMalformed } from '../rest/app.js';
import { listen } from './listen.js';
import { DEFAULT_SOCKET_LIMITS, type SocketLimits } from './sockets.js';
import { listenForPostgres, postgresAddress } from './listen-for-postgres.js';
import { readTls, type Tls, type TlsFiles } from './tls.js';
import { watchTls } from './tls-renewal.js';

/** A running connector. */
export interface RunningConnector {
  readonly url: string;
  /** The connection's resource name. */
  readonly connection: string;
  /** The file with the administrator's token; undefined if the environment sets the token. */
  readonly tokenFile: string | undefined;
  /**
   * The link that signs a browser in to the console, once and within ten minutes. Undefined if other machines can reach the server:
   * the output may be collected where others read it, so its users sign in with tokens.
   */
  readonly signInLink: string | undefined;
  /** Set when the connection is to the simulator rather than to Twilio. */
  readonly simulator: { readonly url: string; readonly accountSid: string; readonly authToken: string } | undefined;
  /** The base URL in the environment, if it leads to a gateway or a simulator rather than to Twilio itself. */
  readonly gateway: string | undefined;
  /** Where clients of PostgreSQL connect; undefined if the environment or another program keeps the port. */
  readonly postgres: { readonly host: string; readonly port: number } | undefined;
  /** Reads the TLS files again, if the server uses TLS. It also does so every minute. */
  renewTls(): Promise<void>;
  /** Refuses new calls, drains calls in flight, then ends. May be called more than once. */
  stop(): Promise<void>;
}

/** The options of `startConnector`. */
export interface StartOptions {
  readonly env: Env;
  /** Receives the log. Lines whose write throws are lost and counted in the metrics. */
  readonly logDestination: LogDestination;
}

const DEFAULT_HOST = '127.0.0.1';
/** The time limit of a call, plus time to write its answer. */
const GRACE_MS = CALL_DEADLINE_MS + 5000;

/**
 * Starts the server. Its first connection uses the Twilio account in the environment. Without an account, it also starts a
 * simulator and connects to that.
 */
export async function startConnector({ env, logDestination }: StartOptions): Promise<RunningConnector> {
  checkListening(env);
  checkToken(env);
  const given = accountFromEnv(env);
  const simulated = given ? undefined : await startOwnSimulator(env);
  let opened: OpenServer | undefined;
  try {
    const account = given ?? accountOf(simulated?.simulator);
    const folder = env.CONNECTOR_DATA ?? '.data';
    const tokenFile = env.CONNECTOR_TOKEN ? undefined : join(folder, 'token');
    opened = await openServer({
      env: simulated ? { ...env, TWILIO_BASE_URL: `${simulated.url}/{product}` } : env,
      folder,
      administratorToken: env.CONNECTOR_TOKEN ?? readOrMakeToken(tokenFile ?? ''),
      account,
      simulatorUrl: simulated?.url,
      logDestination,
    });
    const served = await serve(opened, env);
    const end = async () => {
      await served.stop();
      await simulated?.close();
    };
    let stopping: Promise<void> | undefined;
    return {
      url: served.url,
      postgres: served.postgres,
      renewTls: () => served.renewTls(),
      connection: FIRST_CONNECTION,
      tokenFile,
      signInLink: isLoopback(env.HOST ?? DEFAULT_HOST) ? linkTo(served.url, opened) : undefined,
      simulator: simulated && describe(simulated),
      gateway: isTwilioItself(env.TWILIO_BASE_URL) ? undefined : env.TWILIO_BASE_URL,
      stop: () => (stopping ??= end()),
    };
  } catch (error) {
    await opened?.close();
    await simulated?.close();
    throw error;
  }
}

/** The code is in the fragment, which browsers do not send, so that it does not end up in logs. */
function linkTo(url: string, { app: { signIn } }: OpenServer): string {
  return `${url}/console/#code=${signIn.issueCode()}`;
}

/** Starts to listen. `stop` refuses new calls, drains calls in flight and closes the data folder. */
async function serve(opened: OpenServer, env: Env) {
  const { log } = opened.app;
  let isStopping = false;
  const app = createApp({ ...opened.app, isStopping: () => isStopping, now: () => performance.now() });
  const { HOST: host = DEFAULT_HOST, PORT: port = 8080 } = env;
  const files = tlsFilesOf(env);
  const tls = files && (await readTls(files));
  const server = await listen(app, {
    host,
    port,
    ...(tls && { tls }),
    onBadRequest: () => answerBadRequest(opened.app),
    onClientError: (refusal) => recordMalformed(refusal, opened.app),
    limits: socketLimitsOf(env),
    onDisconnected: (reason) => opened.app.metrics.clientDisconnected(reason),
  });
  let current = tls;
  const onRenewed = (renewed: Tls) => {
    current = renewed;
    server.renewTls?.(renewed);
  };
  const watch = files && tls && watchTls(files, { tls, onRenewed, onError });
  const postgres = await listenForPostgres(opened, env, tls && (() => current ?? tls));
  function onError(error: unknown) {
    log.error({ err: error }, 'TLS files cannot be used; the server keeps its current certificate');
  }
  log.info({ url: server.url, connection: FIRST_CONNECTION }, 'serving');
  return {
    url: server.url,
    postgres: postgres && { host: postgres.host, port: postgres.port },
    async renewTls() {
      await watch?.check();
    },
    async stop() {
      isStopping = true;
      watch?.stop();
      log.info({}, 'stopping');
      // Answers that go on would otherwise be in flight until the grace period ends.
      opened.app.services.logs.tails.close();
      await Promise.all([server.stop(GRACE_MS), postgres?.stop(GRACE_MS)]);
      await opened.close();
      log.info({}, 'stopped');
    },
  };
}

/** @throws EnvError if tokens would cross the network unencrypted; checked before anything is opened */
function checkListening(env: Env): void {
  const hosts = [env.HOST ?? DEFAULT_HOST, postgresAddress(env)?.host ?? DEFAULT_HOST];
  for (const host of hosts) {
    const problem = checkListenAddress({
      host,
      hasTls: env.CONNECTOR_TLS_CERT !== undefined,
      isInsecureAllowed: env.CONNECTOR_ALLOW_INSECURE ?? false,
    });
    if (problem !== undefined) throw new EnvError(problem);
  }
}

/** @throws EnvError if the administrator's token could be guessed; the message does not repeat it */
function checkToken({ CONNECTOR_TOKEN: token = '' }: Env): void {
  const weakness = token && tokenWeakness(token);
  if (!weakness) return;
  throw new EnvError(
    `CONNECTOR_TOKEN ${weakness}, so it could be guessed. Make a new one with "openssl rand -base64 32", or unset the ` +
      'variable: the connector then makes one and keeps it in the data folder.',
  );
}

function tlsFilesOf({ CONNECTOR_TLS_CERT: cert, CONNECTOR_TLS_KEY: key }: Env): TlsFiles | undefined {
  return cert === undefined || key === undefined ? undefined : { cert, key };
}

function socketLimitsOf(env: Env): SocketLimits {
  const { CONNECTOR_MAX_SOCKETS: maxSockets, CONNECTOR_MAX_SOCKETS_PER_ADDRESS: maxSocketsPerAddress } = env;
  return {
    ...DEFAULT_SOCKET_LIMITS,
    ...(maxSockets !== undefined && { maxSockets }),
    ...(maxSocketsPerAddress !== undefined && { maxSocketsPerAddress }),
  };
}

/** Imports the simulator only if it is needed, because it is slow to load. */
async function startOwnSimulator(env: Env) {
  const { startSimulator } = await import('@twilio-connector/simulator');
  const options = (await import('./simulator-options.js')).simulatorOptions(env);
  return startSimulator({ ...options, port: env.SIMULATOR_PORT ?? 8081 }).catch((cause: Error) => {
    if (!('code' in cause) || cause.code !== 'CANNOT_LISTEN') throw cause;
    throw new Error(`${cause.message.replace('; choose another port', '')} Set SIMULATOR_PORT to another port.`, {
      cause,
    });
  });
}

function describe({ url, simulator: { accountSid, authToken } }: RunningSimulator): RunningConnector['simulator'] {
  return { url, accountSid, authToken };
}

function accountOf(simulator: Simulator | undefined): Account {
  return { accountSid: simulator?.accountSid ?? '', credentials: { authToken: simulator?.authToken ?? '' } };
}
