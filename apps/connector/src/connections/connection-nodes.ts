import type { Connection } from '@twilio-connector/connection';
import { type Clock, createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import type { QueueCounts } from '../observability/metrics.js';
import { nodeBoundsOf } from '../runtime/compose.js';

/** The number of nodes of a connection has changed. */
export interface NodesChange {
  /** The name of the connection. */
  readonly connection: string;
  readonly from: number;
  readonly to: number;
  /** The change and the figures behind it: `scaled 2 → 7: 160 arrivals/s, 90 queued`. */
  readonly reason: string;
}

/**
 * The nodes of all connections, by name: one scheduler each. They outlive the runtimes, because after a change the
 * draining runtime and its successor together must not exceed the rate limit of one.
 */
export interface ConnectionNodes {
  /** The nodes of a connection, with the bounds that it configures. */
  of(connection: Connection): Scheduler;
  /** Applies the bounds of a connection at once. A suspended connection has no nodes. */
  apply(connection: Connection): void;
  /** The current number of nodes. */
  nodesOf(connection: Connection): number;
  /** Drops the queue of a connection whose runtime was not used for long. Its number of nodes stays known. */
  rest(name: string): void;
  /**
   * Drops the nodes of a removed connection one second later. Until then, a connection that is created with the same name
   * gets the same nodes, so that it cannot send more requests in that second than one connection may.
   */
  forget(name: string): void;
  /** Counts over all nodes since the start. */
  queueStats(): QueueCounts;
  /** The number of connections that have a queue. */
  readonly size: number;
}

interface Entry {
  readonly name: string;
  scheduler?: Scheduler | undefined;
  nodes: number;
  isSuspended: boolean;
  /** Set while the connection is removed, and not created again. */
  removal?: object | undefined;
}

/**
 * @param clock the clock of the nodes. Default: Node's
 * @param onChange is told of every change of a number of nodes
 */
export function createConnectionNodes(
  clock?: Clock,
  onChange: (change: NodesChange) => void = () => {},
): ConnectionNodes {
  return new SchedulersByName(onChange, clock);
}

class SchedulersByName implements ConnectionNodes {
  readonly #entries = new Map<string, Entry>();
  readonly #onChange: (change: NodesChange) => void;
  readonly #clock: Clock | undefined;
  /** The counts of queues that have been dropped. */
  #past = ZERO;

  constructor(onChange: (change: NodesChange) => void, clock: Clock | undefined) {
    this.#onChange = onChange;
    this.#clock = clock;
  }

  of(connection: Connection): Scheduler {
    const entry = this.#entryOf(connection.name);
    const clock = this.#clock;
    entry.scheduler ??= createScheduler({
      nodes: nodeBoundsOf(connection),
      onScale: ({ to, reason }) => entry.isSuspended || this.#set(entry, to, reason),
      ...(clock && { clock }),
    });
    this.apply(connection);
    return entry.scheduler;
  }

  apply(connection: Connection): void {
    const entry = this.#entryOf(connection.name);
    entry.removal = undefined;
    entry.isSuspended = connection.suspended;
    if (entry.isSuspended) return this.#set(entry, 0, `scaled ${entry.nodes} → 0: the connection is suspended`);
    const bounds = nodeBoundsOf(connection);
    entry.scheduler?.resize(bounds);
    const { nodes } = entry.scheduler ?? { nodes: bounds.min };
    this.#set(entry, nodes, `scaled ${entry.nodes} → ${nodes}: configured are ${bounds.min} to ${bounds.max}`);
  }

  nodesOf({ name, suspended, nodeConfig: { minNodeCount } }: Connection): number {
    return this.#entries.get(name)?.nodes ?? (suspended ? 0 : minNodeCount);
  }

  rest(name: string): void {
    const entry = this.#entries.get(name);
    if (entry) this.#drop(entry);
  }

  forget(name: string): void {
    const entry = this.#entries.get(name);
    if (!entry) return;
    this.#set(entry, 0, `scaled ${entry.nodes} → 0: the connection was deleted`);
    const removal = {};
    entry.removal = removal;
    const drop = () => {
      if (entry.removal !== removal) return;
      this.#drop(entry);
      this.#entries.delete(name);
    };
    const delayMs = Math.ceil(entry.scheduler?.periodMs ?? 0) + 1;
    // A process that ends need not wait for this timer.
    if (this.#clock) this.#clock.setTimer(drop, delayMs, true);
    else setTimeout(drop, delayMs).unref();
  }

  queueStats(): QueueCounts {
    return [...this.#entries.values()].map(({ scheduler }) => scheduler?.stats() ?? ZERO).reduce(sum, this.#past);
  }

  get size(): number {
    return [...this.#entries.values()].filter(({ scheduler }) => scheduler).length;
  }

  #entryOf(name: string): Entry {
    const entry = this.#entries.get(name) ?? { name, nodes: 0, isSuspended: false };
    this.#entries.set(name, entry);
    return entry;
  }

  #drop(entry: Entry): void {
    if (entry.scheduler) this.#past = { ...sum(this.#past, entry.scheduler.stats()), queued: 0 };
    entry.scheduler = undefined;
  }

  #set(entry: Entry, to: number, reason: string): void {
    const { name: connection, nodes: from } = entry;
    entry.nodes = to;
    if (from !== to) this.#onChange({ connection, from, to, reason });
  }
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
