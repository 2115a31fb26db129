import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { type Connection, connectionAccount } from '@twilio-connector/connection';
import {
  type Account,
  createFirstSecretSource,
  firstConnectionFromEnv,
  storeFirstConnection,
} from '../connections/first-connection-from-env.js';
import { openAccess } from '../access/open-access.js';
import { type ConnectionsOptions, openConnections } from '../connections/open-connections.js';
import { type CallsPorts, createCalls } from '../calls/calls.js';
import type { Env } from '../env.js';
import { createMemoryBudget, type MemoryBudget } from '../calls/memory-budget.js';
import { createIdempotency } from '../idempotency/idempotency.js';
import type { LogDestination } from '../observability/buffered-output.js';
import { joinListeners } from '../calls/events.js';
import type { Log } from '../observability/log.js';
import { openObservability } from '../observability/open-observability.js';
import type { AppOptions } from '../rest/app.js';
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

/** A server without its socket. */
export interface OpenServer {
  /** The dependencies of the REST app. */
  readonly app: Omit<AppOptions, 'isStopping' | 'now'>;
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
  const { env, folder, administratorToken, account, logDestination, nodeClock, simulatorUrl } = options;
  const secrets = secretsFromEnv(env, administratorToken);
  const memory = memoryOf(env);
  const sources = { queue: () => opened.queueStats(), reservedBytes: () => memory.reserved };
  const observed = openObservability({ env, secrets, logDestination, ...sources });
  const { known, log, refusals, metrics } = observed;
  const onError = (error: unknown) => log.error({ err: error }, 'background work failed');
  const events = joinListeners([metrics], onError);
  const first = firstConnectionFromEnv(account, env);
  const cipher = await openStoreCipher(store, { keys: env.CONNECTOR_VAULT_KEYS, keyFile: join(folder, 'vault.key') });
  const { vault, resolver } = openSecrets({
    env,
    store,
    cipher,
    eraseRemains: () => eraseRemains(store),
    first: createFirstSecretSource(first, account),
    now: SYSTEM_CLOCKS.now,
  });
  const stored = { store, isOnlyWriter: IS_ONLY_WRITER, ...SYSTEM_CLOCKS };
  const access = openAccess({ ...stored, env, administratorToken });
  const { policies, tokens, audit, authenticate, authorize } = access;
  const opened = openConnections({
    ...stored,
    secrets: resolver,
    policies,
    ...reachOf(env, simulatorUrl),
    ...(env.CONNECTOR_REQUIRE_SECRET_GRANTS && { mayReadOwnSecret: createIsSecretOf(first) }),
    onSecret: (user, secret) => known.addLogin(user, secret),
    onAttempt: (connection, attempt) => events.attempt({ ...attempt, connection, endMs: SYSTEM_CLOCKS.now() }),
    onNodes: (change) => events.nodes({ ...change, atMs: SYSTEM_CLOCKS.now() }),
    onError,
    nodeClock,
  });
  const { connections, longRunningOperations, table } = opened;
  await storeFirstConnection(table, first, env);
  await opened.recover();
  const clock = await openRetentionClock({ store, ...SYSTEM_CLOCKS });
  const idempotency = createIdempotency({ store, seal: cipher, onError, now: clock.now });
  const purged = [idempotency, audit, longRunningOperations];
  const stopUpkeep = startUpkeep({ store, clock, purged, audit, connections: opened, onError });
  const onAuditError = reportTo(log);
  const calls = createCalls({ connections, authorize, idempotency, audit, memory, onCall: events.call, onAuditError });
  const hasConnection = async (name: string) => (await table.get(name)) !== undefined;
  return {
    app: {
      services: { connections, policies, tokens, audit, vault, hasConnection },
      calls,
      authenticate,
      log,
      refusals,
      metrics,
    },
    async close() {
      await stopUpkeep();
      observed.close();
      await opened.close();
    },
  };
}

function reportTo(log: Log): CallsPorts['onAuditError'] {
  return (error, { method, resource }) => log.error({ err: error, method, resource }, 'audit record not written');
}

const MIB = 1024 * 1024;
/**
 * The part of the heap that calls may hold together. The rest is for the server itself, requests and pages in progress, and
 * what the garbage collector has not freed yet.
 */
const SHARE_OF_HEAP = 0.3;

function memoryOf({ CONNECTOR_MEMORY_MIB: mib }: Env): MemoryBudget {
  return createMemoryBudget(mib === undefined ? getHeapStatistics().heap_size_limit * SHARE_OF_HEAP : mib * MIB);
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
