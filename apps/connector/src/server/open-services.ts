import { mkdirSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import {
  type Account,
  createFirstSecretSource,
  firstConnectionFromEnv,
  storeFirstConnection,
} from '../connections/first-connection-from-env.js';
import { createAllowedHosts } from '../network/allowed-hosts.js';
import { openAccess } from '../access/open-access.js';
import { allowBaseUrl } from '../network/own-base-url.js';
import { openConnections } from '../connections/open-connections.js';
import { type CallsPorts, createCalls } from '../calls/calls.js';
import type { Env } from '../env.js';
import { createMemoryBudget, type MemoryBudget } from '../calls/memory-budget.js';
import { createIdempotency } from '../idempotency/idempotency.js';
import { createKnownSecrets, type HideSecrets } from '../observability/known-secrets.js';
import type { Log } from '../observability/log.js';
import { createMetrics } from '../observability/metrics.js';
import type { AppOptions } from '../rest/app.js';
import { openSecrets } from '../secrets/open-secrets.js';
import type { Store } from '../store/store.js';
import { eraseRemains } from '../store/sqlite/erase-remains.js';
import { lockFolder } from '../store/sqlite/lock.js';
import { openStore } from '../store/sqlite/open-store.js';
import { schedulePurges } from './purge-schedule.js';

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
  /** Creates a log that hides secrets. */
  readonly createLog: (hide: HideSecrets) => Log;
}

/** A server without its socket. */
export interface OpenServer {
  /** The dependencies of the REST app. */
  readonly app: Omit<AppOptions, 'isStopping' | 'now'>;
  close(): Promise<void>;
}

/** Opens the data folder and the services that use it. @throws StoreError if the folder is in use or of a newer version */
export async function openServer(options: ServerOptions): Promise<OpenServer> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(options.folder);
  try {
    const store = await openStore(options.folder);
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
  const { env, folder, administratorToken, account, createLog } = options;
  const now = () => Date.now();
  const known = createKnownSecrets();
  for (const secret of secretsFromEnv(env, administratorToken)) known.add(secret);
  const log = createLog(known.hide);
  const onError = (error: unknown) => log.error({ err: error }, 'background work failed');
  const first = firstConnectionFromEnv(account, env);
  const { cipher, vault, resolver } = openSecrets({
    env,
    folder,
    store,
    eraseRemains: () => eraseRemains(store),
    first: createFirstSecretSource(first, account),
    now,
  });
  const stored = { store, isOnlyWriter: IS_ONLY_WRITER };
  const access = openAccess({ ...stored, env, administratorToken, hide: known.hide, now });
  const { policies, tokens, audit, authenticate, authorize } = access;
  const memory = memoryOf(env);
  const metrics = createMetrics(
    () => opened.queueStats(),
    () => memory.reserved,
  );
  const opened = openConnections({
    ...stored,
    secrets: resolver,
    policies,
    hosts: hostsOf(env),
    onSecret: (user, secret) => known.addLogin(user, secret),
    onAttempt: ({ method, status, error, durationMs }) =>
      metrics.twilioAttempt({ method, outcome: error ?? String(status), durationMs }),
    onError,
    now,
  });
  const { connections, longRunningOperations, table } = opened;
  await storeFirstConnection(table, first, env);
  await opened.recover();
  const idempotency = createIdempotency({ store, seal: cipher, onError, now });
  const stopPurges = schedulePurges(
    [idempotency, audit, longRunningOperations].map((kept) => () => kept.purge()),
    onError,
  );
  const onAuditError: CallsPorts['onAuditError'] = (error, { method, resource }) =>
    log.error({ err: error, method, resource }, 'audit record not written');
  const calls = createCalls({ connections, authorize, idempotency, audit, memory, onAuditError });
  const hasConnection = async (name: string) => (await table.get(name)) !== undefined;
  return {
    app: {
      services: { connections, policies, tokens, audit, vault, hasConnection },
      calls,
      authenticate,
      hide: known.hide,
      log,
      metrics,
    },
    async close() {
      stopPurges();
      await opened.close();
    },
  };
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

function hostsOf({ TWILIO_BASE_URL: baseUrl, CONNECTOR_ALLOWED_HOSTS: allowed = [] }: Env) {
  return allowBaseUrl(createAllowedHosts(allowed), baseUrl);
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
  return all.flatMap((secret) => secret?.trim() ?? []);
}
