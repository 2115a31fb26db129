import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { type Connection, connectionAccount } from '@twilio-connector/connection';
import {
  type Account,
  createFirstSecretSource,
  firstConnectionFromEnv,
  storeFirstConnection,
} from '../connections/first-connection-from-env.js';
import { type AccessOptions, openAccess } from '../access/open-access.js';
import { openSignIn } from '../console/open-sign-in.js';
import { type ConnectionsOptions, openConnections } from '../connections/open-connections.js';
import { type CallsPorts, createCalls } from '../calls/calls.js';
import type { Env } from '../env.js';
import { createProjects } from '../connections/projects.js';
import { createMemoryBudget } from '../calls/memory-budget.js';
import { createIdempotency } from '../idempotency/idempotency.js';
import type { LogDestination } from '../observability/buffered-output.js';
import { type EventListener, joinListeners } from '../calls/events.js';
import type { Log } from '../observability/log.js';
import { openObservability } from '../observability/open-observability.js';
import type { AppOptions } from '../rest/app.js';
import type { LoginPorts } from '../sql/log-in.js';
import { createSessionMemory } from '../sql/session-memory.js';
import { openSecrets } from '../secrets/open-secrets.js';
import { openStoreCipher } from '../secrets/store-cipher.js';
import { SYSTEM_CLOCKS } from '../store/clock.js';
import { createFolder } from '../store/create-folder.js';
import type { Store } from '../store/store.js';
import { eraseRemains } from '../store/sqlite/erase-remains.js';
import { lockFolder } from '../store/sqlite/lock.js';
import { openStore } from '../store/sqlite/open-store.js';
import { openRetentionClock } from '../store/retention-clock.js';
import { proxiesOf, proxyOfEnvironment } from '../network/proxy-of-the-environment.js';
import { openUsage } from '../usage/usage.js';
import { openConnectionLogs } from './open-connection-logs.js';
import { reachOf } from './reach.js';
import { startUpkeep } from './upkeep.js';

/** The lock on the data folder keeps other processes out, so that stored values can be cached. */
const IS_ONLY_WRITER = true;

/** The options of `openServer`. */
export interface ServerOptions {
  readonly env: Env;
  /** The data folder. */
  readonly folder: string;
  readonly administratorToken: string;
  /** The Twilio account of the first connection. */
  readonly account: Account;
  /** The server's own simulator: it stands for Twilio in all connections that name no base URL. */
  readonly simulatorUrl?: string | undefined;
  readonly logDestination: LogDestination;
  /** The clock of the nodes of all connections. Default: Node's. */
  readonly nodeClock?: ConnectionsOptions['nodeClock'] | undefined;
}

type PostgresPorts = Pick<LoginPorts, 'throttle' | 'administratorToken' | 'hold'>;

/** A server without its socket. */
export interface OpenServer {
  /** The dependencies of the REST app, and what else clients of PostgreSQL need to log in. */
  readonly app: Omit<AppOptions, 'isStopping' | 'now'> & { readonly postgres: PostgresPorts };
  close(): Promise<void>;
}

/** Opens the data folder and the services that use it. @throws StoreError if the folder is in use or of a newer version */
export async function openServer(options: ServerOptions): Promise<OpenServer> {
  createFolder(options.folder);
  const unlock = lockFolder(options.folder);
  try {
    const { CONNECTOR_MAX_DATABASE_MIB: maxMb } = options.env;
    const store = await openStore(options.folder, { maxBytes: maxMb && maxMb * 1024 * 1024 });
    try {
      const server = await openServices(options, store);
      return {
        ...server,
        async close() {
          await server.close();
          await store.destroy();
          unlock();
        },
      };
    } catch (error) {
      await store.destroy();
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openServices(options: ServerOptions, store: Store): Promise<OpenServer> {
  const { env, administratorToken, account, logDestination, nodeClock, simulatorUrl } = options;
  const memory = createMemoryBudget(memoryOf(env));
  const observed = await openObservability({
    env,
    secrets: secretsFromEnv(env, administratorToken),
    logDestination,
    queue: () => opened.queueStats(),
    connections: () => opened.inUse(),
    lostLogEntries: () => logs.lost(),
    reservedBytes: () => memory.reserved,
  });
  const { known, log, refusals, metrics } = observed;
  const onError = (error: unknown) => log.error({ err: error }, 'background work failed');
  const first = firstConnectionFromEnv(account, env);
  const { cipher, vault, resolver } = await openVault(options, store, first);
  const stored = { store, isOnlyWriter: IS_ONLY_WRITER, ...SYSTEM_CLOCKS };
  const logs = openConnectionLogs({ ...stored, env, hide: known.hide, connections: () => opened.table, onError });
  const { services, authorize, sessions, login } = openCallers({ ...stored, env, administratorToken });
  const { policies, audit } = services;
  const opened = openConnections({
    ...stored,
    secrets: resolver,
    policies,
    ...reachOf(env, simulatorUrl),
    ...(env.CONNECTOR_REQUIRE_SECRET_GRANTS && { mayReadOwnSecret: createIsSecretOf(first) }),
    onSecret: (user, secret) => known.addLogin(user, secret),
    ...dated(() => events),
    onError,
    nodeClock,
  });
  const { connections, longRunningOperations, table } = opened;
  const usage = await openUsage({ store, ...SYSTEM_CLOCKS, connections: opened.inUse });
  const events = joinListeners([metrics, usage, logs.listener, observed.tracing], onError);
  await storeFirstConnection(table, first, env);
  await opened.recover();
  const clock = await openRetentionClock({ store, ...SYSTEM_CLOCKS });
  const idempotency = createIdempotency({ store, seal: cipher, onError, now: clock.now });
  const kept = { purged: [idempotency, audit, sessions, longRunningOperations, usage, logs], flushed: [audit, usage] };
  const stopUpkeep = startUpkeep({ store, clock, ...kept, connections: opened, onError });
  const reported = { onCall: events.call, onAuditError: reportTo(log) };
  const calls = createCalls({ connections, authorize, idempotency, audit, memory, ...reported });
  const hasConnection = async (name: string) => (await table.get(name)) !== undefined;
  return {
    app: {
      services: { ...services, connections, vault, usage, logs, simulatorUrl, hasConnection },
      calls,
      ...login,
      log,
      refusals,
      metrics,
    },
    async close() {
      await stopUpkeep();
      await opened.close();
      await logs.flush();
      await observed.close();
    },
  };
}

/** Adds the time to what happens on a connection. */
function dated(
  events: () => Required<EventListener>,
): Pick<ConnectionsOptions, 'onAttempt' | 'onSocket' | 'onCheck' | 'onNodes'> {
  const { now } = SYSTEM_CLOCKS;
  return {
    onAttempt: (connection, attempt) => events().attempt({ ...attempt, connection, endMs: now() }),
    onSocket: (connection, socket) => events().socket({ ...socket, connection, endMs: now() }),
    onCheck: (connection, state) => events().check({ connection, state, atMs: now() }),
    onNodes: (change) => events().nodes({ ...change, atMs: now() }),
  };
}

async function openVault({ env, folder, account }: ServerOptions, store: Store, first: Connection) {
  const cipher = await openStoreCipher(store, { keys: env.CONNECTOR_VAULT_KEYS, keyFile: join(folder, 'vault.key') });
  const secrets = openSecrets({
    env,
    store,
    cipher,
    eraseRemains: () => eraseRemains(store),
    first: createFirstSecretSource(first, account),
    now: SYSTEM_CLOCKS.now,
  });
  return { cipher, ...secrets };
}

function reportTo(log: Log): CallsPorts['onAuditError'] {
  return (error, { method, resource }) => log.error({ err: error, method, resource }, 'audit record not written');
}

/** Opens what identifies callers and authorizes them: tokens, roles, and the sessions of browsers. */
function openCallers(options: AccessOptions) {
  const { authenticate, policies, tokens, audit, authorize, ...access } = openAccess(options);
  const { sessions, signIn } = openSignIn({ ...options, ...access, authenticate, audit });
  const projects = createProjects(options.store, policies);
  const hold = createSessionMemory(memoryOf(options.env) * SHARE_OF_SESSIONS);
  const postgres: PostgresPorts = { throttle: access.throttle, administratorToken: options.administratorToken, hold };
  const login = { authenticate, signIn, credentials: access.credentials, postgres, ...clientOptions(options.env) };
  const services = { policies, projects, tokens, audit };
  return { services, authorize, sessions, login };
}

/** What the environment says about clients without a token. */
function clientOptions(env: Env): Pick<AppOptions, 'publicHosts' | 'areMetricsPublic'> {
  const {
    HOST: host = '',
    CONNECTOR_PUBLIC_HOSTS: names = [],
    CONNECTOR_METRICS_PUBLIC: areMetricsPublic = false,
  } = env;
  return { publicHosts: new Set([host, ...names].map((name) => name.toLowerCase())), areMetricsPublic };
}

const MIB = 1024 * 1024;
/**
 * The part of the heap that calls may hold together. The rest is for the server itself, requests and pages in progress, and
 * what the garbage collector has not freed yet.
 */
const SHARE_OF_HEAP = 0.3;
/** What clients of PostgreSQL may keep between their statements, in addition and in relation to that. */
const SHARE_OF_SESSIONS = 0.25;

function memoryOf({ CONNECTOR_MEMORY_MIB: mib }: Env): number {
  return mib === undefined ? getHeapStatistics().heap_size_limit * SHARE_OF_HEAP : mib * MIB;
}

/** Only the first connection's own secret needs no grant: it is in the environment, where no policy can grant it. */
function createIsSecretOf(first: Connection) {
  const own = connectionAccount(first).secretVersion;
  return (connection: string, secretVersion: string) => connection === first.name && secretVersion === own;
}

/** The secrets in the environment. Other secrets become known when they are read. */
function secretsFromEnv(env: Env, administratorToken: string): readonly string[] {
  const {
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_SECRET: apiSecret,
    CONNECTOR_VAULT_KEYS: vaultKeys,
    secrets = {},
  } = env;
  const all = [administratorToken, authToken, apiSecret, ...(vaultKeys?.split(',') ?? []), ...Object.values(secrets)];
  const proxies = proxiesOf(proxyOfEnvironment(env) ?? {}).map(({ authentication }) => authentication?.password);
  return [...all, ...proxies].flatMap((secret) => secret?.trim() ?? []);
}
