import { THROTTLED_MS } from '../observability/connection-metrics.js';
import { type ConnectionUsage, createConnectionUsage } from './connection-usage.js';
import { callKey, count } from './counts.js';
import { record } from './histogram.js';
import type { Point } from './point.js';
import type { AttemptUsage, CallUsage, KnownConnection, NodesUsage } from './usage-events.js';

/** How long buckets stay in memory. */
export const RECENT_MS = 3_600_000;

/** The usage of the last hour, in memory, in buckets of 10 seconds. */
export interface RecentUsage {
  readonly attempt: (attempt: AttemptUsage) => void;
  readonly call: (call: CallUsage) => void;
  readonly nodes: (change: NodesUsage) => void;
  /** Notes the nodes and the states of all connections that exist. Those that are missing have no nodes any more. */
  observe(connections: readonly KnownConnection[], atMs: number): void;
  /** The names of the connections that were used or observed in the last hour. */
  names(): Iterable<string>;
  /** The usage of a connection between two times. Undefined if nothing is known about it. */
  over(name: string, fromMs: number, toMs: number): Point | undefined;
  /** The starts of the buckets from a time on in which something was counted. */
  startsFrom(fromMs: number): Iterable<number>;
  /** From now on, everything is counted at or after this time, because the time before is stored. */
  seal(beforeMs: number): void;
  /** Drops everything that is older than the time. */
  forget(beforeMs: number): void;
}

/** The reasons for which the queue refuses a call. */
const REFUSALS: readonly string[] = ['QUEUE_FULL', 'DEADLINE_EXCEEDED'];

export function createRecentUsage(): RecentUsage {
  const entries = new Map<string, ConnectionUsage>();
  let existing: ReadonlySet<string> = new Set();
  let sealedMs = Number.NEGATIVE_INFINITY;

  const entryOf = (name: string): ConnectionUsage => {
    let entry = entries.get(name);
    if (!entry) entries.set(name, (entry = createConnectionUsage()));
    return entry;
  };

  return {
    attempt({ connection, status, error, durationMs, waitMs, attempt, endMs }) {
      const counts = entryOf(connection).countsAt(endMs, sealedMs);
      count(counts.transactions, error ?? status ?? 'UNKNOWN');
      if (waitMs >= THROTTLED_MS) counts.throttled += 1;
      if (attempt > 1) counts.retries += 1;
      record(counts.waits, waitMs);
      record(counts.latencies, durationMs);
    },
    call({ record: { resource, subject, startMs, durationMs }, failure }) {
      if (!subject) return;
      const counts = entryOf(resource).countsAt(startMs + durationMs, sealedMs);
      const type = subject.operation === 'EXECUTE' ? subject.action : subject.entityType;
      count(counts.calls, callKey({ operation: subject.operation, type, status: failure?.code ?? 'OK' }));
      if (failure?.code === 'RESOURCE_EXHAUSTED' && REFUSALS.includes(failure.reason)) counts.refused += 1;
    },
    nodes: ({ connection, to, atMs }) => entryOf(connection).nodes.set(to, atMs),
    observe(connections, atMs) {
      existing = new Set(connections.map(({ name }) => name));
      for (const { name, nodes, state } of connections) {
        const entry = entryOf(name);
        entry.nodes.set(nodes, atMs);
        entry.state.set(state, atMs);
      }
      for (const [name, { nodes, state }] of entries) {
        if (existing.has(name)) continue;
        nodes.set(0, atMs);
        state.set(undefined, atMs);
      }
    },
    names: () => entries.keys(),
    over: (name, fromMs, toMs) => entries.get(name)?.over(fromMs, toMs),
    startsFrom: (fromMs) => [...entries.values()].flatMap((entry) => entry.startsFrom(fromMs)),
    seal(beforeMs) {
      sealedMs = beforeMs;
    },
    forget(beforeMs) {
      for (const [name, entry] of entries) if (entry.forget(beforeMs) && !existing.has(name)) entries.delete(name);
    },
  };
}
