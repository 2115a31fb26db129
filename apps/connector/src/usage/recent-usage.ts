import { addCounts, callKey, count, type Counts, createCounts, isEmpty } from './counts.js';
import type { AttemptUsage, CallUsage, KnownConnection, NodesUsage } from './usage-events.js';
import { createGauge, type Gauge } from './gauge.js';
import { record } from './histogram.js';
import { gaugesOver, type Point } from './point.js';

/** The length of a bucket. */
export const BUCKET_MS = 10_000;
/** How long buckets stay in memory. */
export const RECENT_MS = 3_600_000;

/** The usage of the last hour, in memory, in buckets of 10 seconds. */
export interface RecentUsage {
  attempt(attempt: AttemptUsage): void;
  call(call: CallUsage): void;
  nodes(change: NodesUsage): void;
  /** Notes the nodes and the states of all connections that exist. Those that are missing have no nodes any more. */
  observe(connections: readonly KnownConnection[], atMs: number): void;
  /** The names of the connections that were used or observed in the last hour. */
  names(): Iterable<string>;
  /** The usage of a connection between two times. Undefined if nothing is known about it. */
  over(name: string, fromMs: number, toMs: number): Point | undefined;
  /** From now on, everything is counted at or after this time, since what was before has been stored. */
  seal(beforeMs: number): void;
  /** Drops what is older than the time. */
  forget(beforeMs: number): void;
}

/** What is known about one connection. */
interface Entry {
  /** Buckets in which something was counted, in order. */
  readonly buckets: { readonly startMs: number; readonly counts: Counts }[];
  readonly nodes: Gauge<number>;
  readonly state: Gauge<string | undefined>;
  exists: boolean;
}

/** The reasons for which the queue refuses a call. */
const REFUSALS: readonly string[] = ['QUEUE_FULL', 'DEADLINE_EXCEEDED'];

export function createRecentUsage(): RecentUsage {
  const entries = new Map<string, Entry>();
  let sealedMs = Number.NEGATIVE_INFINITY;

  const entryOf = (name: string): Entry => {
    let entry = entries.get(name);
    if (!entry) {
      entry = { buckets: [], nodes: createGauge(), state: createGauge(), exists: true };
      entries.set(name, entry);
    }
    return entry;
  };

  /** Time can jump back, but a bucket that was stored or has a successor does not change any more. */
  const countsAt = ({ buckets }: Entry, atMs: number): Counts => {
    const last = buckets.at(-1);
    if (last && last.startMs >= sealedMs && atMs < last.startMs + BUCKET_MS) return last.counts;
    const startMs = Math.max(atMs - (atMs % BUCKET_MS), sealedMs);
    const counts = createCounts();
    buckets.push({ startMs, counts });
    return counts;
  };

  return {
    attempt({ connection, status, error, durationMs, waitMs, attempt, endMs }) {
      const counts = countsAt(entryOf(connection), endMs);
      count(counts.transactions, error ?? status ?? 'UNKNOWN');
      if (waitMs > 0) counts.throttled += 1;
      if (attempt > 1) counts.retries += 1;
      record(counts.waits, waitMs);
      record(counts.latencies, durationMs);
    },
    call({ record: { resource, operation, entityType, action, startMs, durationMs }, failure }) {
      // A refused caller may name any connection, so the name alone creates no entry.
      const entry = entries.get(resource);
      if (operation === undefined || !entry) return;
      const counts = countsAt(entry, startMs + durationMs);
      const type = entityType ?? action ?? '';
      count(counts.calls, callKey({ operation, type, status: failure?.code ?? 'OK' }));
      if (failure?.code === 'RESOURCE_EXHAUSTED' && REFUSALS.includes(failure.reason)) counts.refused += 1;
    },
    nodes: ({ connection, to, atMs }) => entryOf(connection).nodes.set(to, atMs),
    observe(connections, atMs) {
      for (const entry of entries.values()) entry.exists = false;
      for (const { name, nodes, state } of connections) {
        const entry = entryOf(name);
        entry.exists = true;
        entry.nodes.set(nodes, atMs);
        entry.state.set(state, atMs);
      }
      for (const { exists, nodes, state } of entries.values()) {
        if (exists) continue;
        nodes.set(0, atMs);
        state.set(undefined, atMs);
      }
    },
    names: () => entries.keys(),
    over(name, fromMs, toMs) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      const counts = createCounts();
      const first = entry.buckets.findLastIndex(({ startMs }) => startMs < fromMs) + 1;
      for (const bucket of entry.buckets.slice(first)) {
        if (bucket.startMs >= toMs) break;
        addCounts(counts, bucket.counts);
      }
      const gauges = gaugesOver(entry, fromMs, toMs);
      if (isEmpty(counts) && !gauges.nodes && gauges.state === undefined) return undefined;
      return { startMs: fromMs, endMs: toMs, counts, ...gauges };
    },
    seal(beforeMs) {
      sealedMs = beforeMs;
    },
    forget(beforeMs) {
      for (const [name, { buckets, nodes, state, exists }] of entries) {
        const kept = buckets.findIndex(({ startMs }) => startMs >= beforeMs);
        buckets.splice(0, kept === -1 ? buckets.length : kept);
        nodes.forget(beforeMs);
        state.forget(beforeMs);
        if (!exists && buckets.length === 0) entries.delete(name);
      }
    },
  };
}
