import type { Connection } from '@twilio-connector/connection';
import { type Clock, createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import type { QueueCounts } from '../observability/metrics.js';

/**
 * The nodes of all connections, by name: one scheduler each. They outlive the runtimes, because after a change the
 * draining runtime and its successor together must not exceed the rate limit of one.
 */
export interface ConnectionNodes {
  /** The nodes of a connection. Their number is updated to that of the connection. */
  of(connection: Connection): Scheduler;
  /**
   * Drops the nodes of a removed connection one second later. Until then, a connection that is created with the same name
   * gets the same nodes, so that it cannot send more requests in that second than one connection may.
   */
  forget(name: string): void;
  /** The current number of nodes of a connection. Undefined if it was not used yet. */
  countOf(name: string): number | undefined;
  /** Counts over all nodes since the start. */
  queueStats(): QueueCounts;
  /** The number of connections that have nodes. */
  readonly size: number;
}

/** @param clock the clock of the nodes. Default: Node's */
export function createConnectionNodes(clock?: Clock): ConnectionNodes {
  const entries = new Map<string, { readonly scheduler: Scheduler }>();
  // A process that ends need not wait for this timer.
  const setTimer: Clock['setTimer'] = (callback, delayMs) =>
    clock ? clock.setTimer(callback, delayMs) : setTimeout(callback, delayMs).unref();
  return {
    of({ name, nodeConfig: { minNodeCount: nodes } }) {
      const scheduler = entries.get(name)?.scheduler ?? createScheduler({ nodes, ...(clock && { clock }) });
      scheduler.resize(nodes);
      // The new entry replaces one that is about to be dropped.
      entries.set(name, { scheduler });
      return scheduler;
    },
    forget(name) {
      const entry = entries.get(name);
      if (!entry) return;
      const drop = () => {
        if (entries.get(name) === entry) entries.delete(name);
      };
      setTimer(drop, Math.ceil(entry.scheduler.periodMs) + 1);
    },
    countOf: (name) => entries.get(name)?.scheduler.nodes,
    queueStats: () => [...entries.values()].map(({ scheduler }) => scheduler.stats()).reduce(sum, ZERO),
    get size() {
      return entries.size;
    },
  };
}

const ZERO: QueueCounts = { queued: 0, throttled: 0, refused: 0, waited: 0, waitMs: 0 };

function sum(a: QueueCounts, b: QueueCounts): QueueCounts {
  return {
    queued: a.queued + b.queued,
    throttled: a.throttled + b.throttled,
    refused: a.refused + b.refused,
    waited: a.waited + b.waited,
    waitMs: a.waitMs + b.waitMs,
  };
}
