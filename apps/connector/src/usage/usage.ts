import { randomInt } from 'node:crypto';
import type { Clock } from '../store/clock.js';
import type { PurgeOptions } from '../store/purge.js';
import type { Store } from '../store/store.js';
import type { AttemptUsage, CallUsage, KnownConnection, NodesUsage } from './usage-events.js';
import { sumHours } from './hours.js';
import type { Point } from './point.js';
import { createRecentUsage, RECENT_MS } from './recent-usage.js';
import { MINUTES_KEPT_MS, readUsage, type UsageQuery } from './usage-query.js';
import { createUsageConnections } from './usage-connections.js';
import { createUsageTable, STEPS } from './usage-table.js';
import { createUsageWriter, MINUTE_MS } from './usage-writer.js';

/** How much the connections are used. In memory for an hour, in the store for 13 months. */
export interface Usage {
  /** Count events. They take about a microsecond, and never wait for the store. */
  readonly attempt: (attempt: AttemptUsage) => void;
  readonly call: (call: CallUsage) => void;
  readonly nodes: (change: NodesUsage) => void;
  /** The names of the connections with usage, deleted ones included, whose name starts with a prefix. Sorted. */
  connections(prefix: string): Promise<readonly string[]>;
  read(query: UsageQuery): Promise<readonly Point[]>;
  /** Writes the minutes that have ended to the store. */
  flush(): Promise<void>;
  /** Writes everything to the store. */
  close(): Promise<void>;
  /** Sums minutes up to hours, and deletes expired rows. @returns the number of deleted rows */
  purge(options: PurgeOptions): Promise<number>;
}

export interface UsageOptions {
  readonly store: Store;
  readonly now: Clock;
  /** The connections that exist. */
  readonly connections: () => Promise<readonly KnownConnection[]>;
  /** A positive number of at most 31 bits that no other process uses. Default: a random one. */
  readonly writer?: number;
}

const HOURS_KEPT_MS = 396 * 24 * 3_600_000;
/** How long the usage of a deleted connection is kept. */
const DELETED_KEPT_MS = 30 * 24 * 3_600_000;
/** Reading looks for new connections and states at most so often. */
const OBSERVE_MS = 5000;

/** Starts to count. Resolves once the connections that exist are known. */
export async function openUsage({
  store,
  now,
  connections,
  writer = randomInt(1, 2 ** 31),
}: UsageOptions): Promise<Usage> {
  const recent = createRecentUsage();
  const table = createUsageTable(store);
  const stored = { table, connections: createUsageConnections(store) };
  const rows = createUsageWriter({ recent, ...stored, writer, sinceMs: now() });
  let observedMs = Number.NEGATIVE_INFINITY;

  async function observe(): Promise<readonly KnownConnection[]> {
    observedMs = now();
    const existing = await connections();
    recent.observe(existing, observedMs);
    return existing;
  }
  async function write(options?: { readonly isLast: boolean }): Promise<void> {
    const existing = await observe();
    try {
      await rows.write(now(), options);
    } finally {
      recent.forget(now() - RECENT_MS - MINUTE_MS);
    }
    await stored.connections.markDeleted(new Set(existing.map(({ name }) => name)), new Date(now()).toISOString());
  }

  await observe();
  return {
    attempt: recent.attempt,
    call: recent.call,
    nodes: recent.nodes,
    async connections(prefix) {
      if (Math.abs(now() - observedMs) >= OBSERVE_MS) await observe();
      const inStore = (await stored.connections.ids(prefix)).keys();
      const inMemory = [...recent.names()].filter((name) => name.startsWith(prefix));
      return [...new Set([...inStore, ...inMemory])].toSorted((a, b) => (a < b ? -1 : 1));
    },
    read: (query) => readUsage({ recent, ...stored, writer }, query, now()),
    flush: () => write(),
    close: () => write({ isLast: true }),
    async purge({ now: time, pause }) {
      await sumHours(table, now(), pause);
      const before = (keptMs: number) => Math.floor((time - keptMs) / MINUTE_MS);
      let removed = await table.purge({ step: 1, before: before(MINUTES_KEPT_MS) }, pause);
      removed += await table.purge({ step: 60, before: before(HOURS_KEPT_MS) }, pause);
      for (const id of await stored.connections.deletedBefore(new Date(time - DELETED_KEPT_MS).toISOString())) {
        for (const step of STEPS) removed += await table.purge({ step, connection: id }, pause);
        await stored.connections.remove(id);
      }
      return removed;
    },
  };
}
