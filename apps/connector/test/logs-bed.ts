import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedAttempt, LoggedCall } from '../src/logs/logged-events.js';
import type { LogEntry } from '../src/logs/log-entry.js';
import type { LogQuery } from '../src/logs/log-list.js';
import type { LogSettings } from '../src/logs/log-writer.js';
import { type Logs, type LogsOptions, openLogs } from '../src/logs/open-logs.js';
import { openStore } from '../src/store/sqlite/open-store.js';
import type { Store } from '../src/store/store.js';
import { failingStore } from './failing-store.js';

export const LOGGED = 'projects/p/locations/l/connections/c';
export const START_MS = Date.parse('2026-11-30T12:00:00Z');

/** Logs in a store of their own, with a clock and settings that a test sets. */
export interface LogsBed {
  readonly logs: Logs;
  readonly store: Store;
  readonly clock: { now: number };
  /** The settings of connections by name; `LOGGED` is logged at INFO. */
  readonly settings: Map<string, LogSettings>;
  /** The next reads and writes that fail. */
  readonly left: { failures: number };
  readonly errors: readonly unknown[];
  call(change?: CallChange): void;
  attempt(change?: Partial<LoggedAttempt>): void;
  /** Every entry, page by page. Default: those of `LOGGED`, oldest first. */
  all(query?: Partial<LogQuery>): Promise<readonly LogEntry[]>;
  close(): Promise<void>;
}

/** How a call differs from a successful LIST. */
type CallChange = Partial<LoggedCall['record']> & Pick<Partial<LoggedCall>, 'failure'>;

export async function openLogsBed(options: Partial<LogsOptions> = {}): Promise<LogsBed> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-logs-'));
  const opened = await openStore(folder);
  const { store, left } = failingStore(opened);
  const clock = { now: START_MS };
  const settings = new Map<string, LogSettings>([[LOGGED, { level: 'INFO', hasPayloads: false }]]);
  const errors: unknown[] = [];
  let calls = 0;
  const logs = openLogs({
    store,
    isOnlyWriter: true,
    maxEntries: 100_000,
    maxBytes: 1024 ** 3,
    maxAgeMs: 30 * 24 * 3_600_000,
    settingsInMemory: () => undefined,
    settingsOf: async (name) => settings.get(name),
    random: randomBytes,
    hide: (text) => text.replaceAll('secret', '[redacted]'),
    now: () => clock.now,
    onError: (error) => void errors.push(error),
    ...options,
  });
  return {
    logs,
    store,
    clock,
    settings,
    left,
    errors,
    call({ failure, ...change } = {}) {
      calls += 1;
      const record = {
        id: calls.toString(16).padStart(32, '0'),
        method: 'v2.connections.entityTypes.entities.list',
        caller: 'token:ci',
        resource: LOGGED,
        startMs: clock.now,
        durationMs: 0,
        twilioRequests: 1,
        isReplayed: false,
        subject: { operation: 'LIST', entityType: 'Messages' } as const,
        ...change,
      };
      logs.listener.call({ record, failure });
    },
    attempt(change = {}) {
      logs.listener.attempt({
        connection: LOGGED,
        endMs: clock.now,
        method: 'GET',
        product: 'api',
        path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
        status: 200,
        durationMs: 12.4,
        waitMs: 0,
        attempt: 1,
        ...change,
      });
    },
    async all(query = {}) {
      const { logs: read = [{ connection: LOGGED }], order = 'asc', pageSize = 1000 } = query;
      const found: LogEntry[] = [];
      let after: string | undefined;
      do {
        const page = await logs.list({ ...query, logs: read, order, pageSize, after });
        found.push(...page.entries);
        after = page.next;
      } while (after !== undefined);
      return found;
    },
    async close() {
      await opened.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
