import { randomBytes } from 'node:crypto';
import type { ConnectionTable } from '../connections/connection-table.js';
import { logSettingsOf } from '../connections/log-settings.js';
import type { Env } from '../env.js';
import { type Logs, type LogsOptions, openLogs } from '../logs/open-logs.js';
import { SYSTEM_CLOCKS } from '../store/clock.js';

interface ConnectionLogsOptions extends Pick<LogsOptions, 'store' | 'isOnlyWriter' | 'hide' | 'onError'> {
  readonly env: Env;
  readonly connections: () => Pick<ConnectionTable, 'get' | 'inMemory'>;
}

const DAY_MS = 24 * 3_600_000;
const MIB = 1024 * 1024;
/** Google's default retention of logs (https://cloud.google.com/logging/quotas). */
const DEFAULT_DAYS = 30;
const DEFAULT_ENTRIES = 100_000;
const DEFAULT_MIB = 1024;
/** The part of a database of limited size that logs may fill. The rest is for what calls write. */
const SHARE_OF_DATABASE = 0.5;

/** Opens the logs of connections with the bounds of the environment. */
export function openConnectionLogs({ env, connections, ...options }: ConnectionLogsOptions): Logs {
  const { CONNECTOR_MAX_DATABASE_MIB: databaseMib = Number.POSITIVE_INFINITY } = env;
  return openLogs({
    ...options,
    maxEntries: env.CONNECTOR_CONNECTION_LOG_ENTRIES ?? DEFAULT_ENTRIES,
    maxAgeMs: (env.CONNECTOR_CONNECTION_LOG_DAYS ?? DEFAULT_DAYS) * DAY_MS,
    maxBytes: Math.min(env.CONNECTOR_CONNECTION_LOG_MIB ?? DEFAULT_MIB, databaseMib * SHARE_OF_DATABASE) * MIB,
    settingsInMemory(name) {
      const connection = connections().inMemory(name);
      return connection && logSettingsOf(connection);
    },
    async settingsOf(name) {
      const connection = await connections().get(name);
      return connection && logSettingsOf(connection);
    },
    random: randomBytes,
    now: SYSTEM_CLOCKS.now,
  });
}
