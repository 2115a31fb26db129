import type { Connection } from '@twilio-connector/connection';
import type { Runtime } from '../runtime/runtime.js';
import { SecretError } from '../secrets/errors.js';
import type { Clock } from '../store/clock.js';

/** Composes the runtime of a connection from its secret. */
export interface RuntimeSource {
  compose(connection: Connection): Promise<{ readonly runtime: Runtime; readonly secretDigest: string }>;
  /** Reads the secret of a connection again. A different digest means that the secret has changed. */
  secretDigest(connection: Connection): Promise<string>;
}

/** The runtimes of this process, one per connection in use. An unused connection has none. */
export interface RuntimePool {
  /**
   * Calls `work` with the runtime of a connection, which is composed on first use. After a change of the connection or its
   * secret, new calls get a new runtime; the old one is closed when its in-flight calls have ended.
   */
  use<T>(connection: Connection, work: (runtime: Runtime) => Promise<T>): Promise<T>;
  /** Drops the runtime of a connection. Resolves when its in-flight calls have ended. */
  release(name: string): Promise<void>;
  /** Makes the next call read the secret again, however fresh it is. */
  refresh(name: string): void;
  /**
   * Closes the runtimes that no call has used for ten minutes, with their sockets and buffers.
   *
   * @returns the names of their connections
   */
  closeIdle(): readonly string[];
  close(): Promise<void>;
}

export function createRuntimePool(source: RuntimeSource, steadyNow: Clock): RuntimePool {
  return new SharedRuntimePool(source, steadyNow);
}

interface PooledRuntime {
  readonly runtime: Runtime;
  readonly connection: Connection;
  readonly secretDigest: string;
  /** When the secret was read last, on the steady clock. */
  checkedAt: number;
  /** When the last call ended, on the steady clock. */
  usedAt: number;
  users: number;
  /** A retired runtime takes no new calls. */
  isRetired: boolean;
  readonly closed: PromiseWithResolvers<void>;
}

/** Secrets are read again after half a minute, so that a changed secret takes effect within one. */
const SECRET_FRESH_MS = 30_000;
const SECRET_RETRY_MS = 5000;
const IDLE_MS = 600_000;

class SharedRuntimePool implements RuntimePool {
  readonly #source: RuntimeSource;
  readonly #steadyNow: Clock;
  readonly #current = new Map<string, PooledRuntime>();
  readonly #retired = new Set<PooledRuntime>();
  /** The last composition of each connection in progress; the next one waits for it. */
  readonly #compositions = new Map<string, Promise<unknown>>();

  constructor(source: RuntimeSource, steadyNow: Clock) {
    this.#source = source;
    this.#steadyNow = steadyNow;
  }

  async use<T>(connection: Connection, work: (runtime: Runtime) => Promise<T>): Promise<T> {
    const pooled = this.#acquireFresh(connection) ?? (await this.#acquire(connection));
    try {
      return await work(pooled.runtime);
    } finally {
      pooled.users -= 1;
      pooled.usedAt = this.#steadyNow();
      if (pooled.isRetired && pooled.users === 0) void this.#close(pooled);
    }
  }

  async release(name: string): Promise<void> {
    await this.#compositions.get(name)?.catch(() => {});
    const pooled = this.#current.get(name);
    this.#current.delete(name);
    if (pooled) this.#retire(pooled);
    // Also waits for runtimes that an earlier change retired.
    const retired = [...this.#retired].filter(({ connection }) => connection.name === name);
    await Promise.all(retired.map(({ closed }) => closed.promise));
  }

  refresh(name: string): void {
    const pooled = this.#current.get(name);
    if (pooled) pooled.checkedAt = Number.NEGATIVE_INFINITY;
  }

  closeIdle(): readonly string[] {
    const now = this.#steadyNow();
    const idle = [...this.#current].filter(
      // A composition in progress is that of the next call.
      ([name, { users, usedAt }]) => users === 0 && now - usedAt >= IDLE_MS && !this.#compositions.has(name),
    );
    for (const [name, pooled] of idle) {
      this.#current.delete(name);
      this.#retire(pooled);
    }
    return idle.map(([name]) => name);
  }

  async close(): Promise<void> {
    for (const pooled of this.#current.values()) this.#retire(pooled);
    this.#current.clear();
    await Promise.all([...this.#retired].map(({ closed }) => closed.promise));
  }

  /** The fast path of nearly every call: it awaits nothing. */
  #acquireFresh(connection: Connection): PooledRuntime | undefined {
    const known = this.#current.get(connection.name);
    if (!known || isNewer(connection, known.connection) || !this.#isFresh(known)) return undefined;
    known.users += 1;
    return known;
  }

  /** Counts the user before another call can retire the runtime. */
  #acquire(connection: Connection): Promise<PooledRuntime> {
    const { name } = connection;
    const composition = runAfter(this.#compositions.get(name), async () => {
      const pooled = await this.#freshen(connection);
      pooled.users += 1;
      return pooled;
    });
    this.#compositions.set(name, composition);
    const forget = () => {
      if (this.#compositions.get(name) === composition) this.#compositions.delete(name);
    };
    composition.then(forget, forget);
    return composition;
  }

  async #freshen(requested: Connection): Promise<PooledRuntime> {
    const known = this.#current.get(requested.name);
    const connection = known && !isNewer(requested, known.connection) ? known.connection : requested;
    if (known?.connection === connection && (await this.#isSecretUnchanged(known))) return known;
    const composed = await this.#source.compose(connection);
    const now = this.#steadyNow();
    const state = { checkedAt: now, usedAt: now, users: 0, isRetired: false, closed: Promise.withResolvers<void>() };
    const pooled: PooledRuntime = { ...composed, connection, ...state };
    this.#current.set(connection.name, pooled);
    if (known) this.#retire(known);
    return pooled;
  }

  async #isSecretUnchanged(known: PooledRuntime): Promise<boolean> {
    if (this.#isFresh(known)) return true;
    try {
      const digest = await this.#source.secretDigest(known.connection);
      known.checkedAt = this.#steadyNow();
      return digest === known.secretDigest;
    } catch (error) {
      if (!(error instanceof SecretError) || error.code !== 'SECRET_UNAVAILABLE') throw error;
      // An unreachable secret source does not invalidate the secret. Ask it again soon.
      known.checkedAt = this.#steadyNow() - SECRET_FRESH_MS + SECRET_RETRY_MS;
      return true;
    }
  }

  #isFresh({ checkedAt }: PooledRuntime): boolean {
    return this.#steadyNow() - checkedAt < SECRET_FRESH_MS;
  }

  #retire(pooled: PooledRuntime): void {
    pooled.isRetired = true;
    this.#retired.add(pooled);
    if (pooled.users === 0) void this.#close(pooled);
  }

  async #close(pooled: PooledRuntime): Promise<void> {
    await pooled.runtime.close();
    this.#retired.delete(pooled);
    pooled.closed.resolve();
  }
}

/**
 * Whether a connection was changed after another of its name, or created again. A late call may still carry an old revision.
 * Times of creation cannot be ordered, because the clock may have been set back between them.
 */
function isNewer(connection: Connection, known: Connection): boolean {
  if (connection.createTime !== known.createTime) return true;
  return Number(connection.connectionRevision) > Number(known.connectionRevision);
}

async function runAfter<T>(before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
  await before?.catch(() => {});
  return work();
}
