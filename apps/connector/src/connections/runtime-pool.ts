import type { Connection } from '@twilio-connector/connection';
import type { Runtime } from '../runtime/runtime.js';
import { SecretError } from '../secrets/errors.js';

/** What composes a runtime, and what its secrets are worth now: another mark means that they changed. */
export interface RuntimeSource {
  compose(connection: Connection): Promise<{ readonly runtime: Runtime; readonly secretsMark: string }>;
  /** Reads the secrets of a connection again. */
  secretsMark(connection: Connection): Promise<string>;
}

/** The connections at work in this process. One that nobody uses has no runtime, and costs nothing. */
export interface Runtimes {
  /**
   * Lends the connection's runtime to `work`, composing it where there is none. Once the connection or one of its secrets has
   * changed, new work gets a new runtime; the one before is closed when the work that it was lent to has ended.
   */
  use<T>(connection: Connection, work: (runtime: Runtime) => Promise<T>): Promise<T>;
  /** The connection gets no runtime any more until it is used again; resolves once the work under way has ended. */
  release(name: string): Promise<void>;
  /** Reads the secrets again at the next use, however fresh they are. */
  refresh(name: string): void;
  close(): Promise<void>;
}

/** @param now milliseconds since 1970 */
export function createRuntimes(source: RuntimeSource, now: () => number): Runtimes {
  const lender = new Lender(source, now);
  return {
    use: (connection, work) => lender.use(connection, work),
    release: (name) => lender.release(name),
    refresh: (name) => lender.refresh(name),
    close: () => lender.close(),
  };
}

interface Lent {
  readonly runtime: Runtime;
  readonly connection: Connection;
  readonly secretsMark: string;
  checkedAt: number;
  users: number;
  isRetired: boolean;
  readonly ended: PromiseWithResolvers<void>;
}

/** A changed secret reaches a connection within so long: half a minute, so that it is never a whole one. */
const SECRETS_FRESH_MS = 30_000;
const ASK_AGAIN_MS = 5000;

class Lender {
  readonly #source: RuntimeSource;
  readonly #now: () => number;
  readonly #current = new Map<string, Lent>();
  readonly #retired = new Set<Lent>();
  /** One composition at a time for each connection, whoever else asks meanwhile. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(source: RuntimeSource, now: () => number) {
    this.#source = source;
    this.#now = now;
  }

  async use<T>(connection: Connection, work: (runtime: Runtime) => Promise<T>): Promise<T> {
    const lent = this.#borrowFresh(connection) ?? (await this.#borrow(connection));
    try {
      return await work(lent.runtime);
    } finally {
      lent.users -= 1;
      if (lent.isRetired && lent.users === 0) void this.#end(lent);
    }
  }

  async release(name: string): Promise<void> {
    await this.#turns.get(name)?.catch(() => {});
    const lent = this.#current.get(name);
    this.#current.delete(name);
    if (lent) this.#retire(lent);
    // Those from before a change, too.
    const mine = [...this.#retired].filter(({ connection }) => connection.name === name);
    await Promise.all(mine.map(({ ended }) => ended.promise));
  }

  refresh(name: string): void {
    const lent = this.#current.get(name);
    if (lent) lent.checkedAt = Number.NEGATIVE_INFINITY;
  }

  async close(): Promise<void> {
    for (const lent of this.#current.values()) this.#retire(lent);
    this.#current.clear();
    await Promise.all([...this.#retired].map(({ ended }) => ended.promise));
  }

  /** What is fresh is lent without a turn: the way of nearly every call. */
  #borrowFresh(connection: Connection): Lent | undefined {
    const known = this.#current.get(connection.name);
    if (!known || isNewer(connection, known.connection) || !this.#isFresh(known)) return undefined;
    known.users += 1;
    return known;
  }

  /** In turn, and counted as a user before anybody else may retire it. */
  #borrow(connection: Connection): Promise<Lent> {
    const { name } = connection;
    const turn = inTurn(this.#turns.get(name), async () => {
      const lent = await this.#freshen(connection);
      lent.users += 1;
      return lent;
    });
    this.#turns.set(name, turn);
    const forget = () => {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    };
    turn.then(forget, forget);
    return turn;
  }

  async #freshen(asked: Connection): Promise<Lent> {
    const known = this.#current.get(asked.name);
    const connection = known && !isNewer(asked, known.connection) ? known.connection : asked;
    if (known?.connection === connection && (await this.#isStillTrue(known))) return known;
    const composed = await this.#source.compose(connection);
    const state = { checkedAt: this.#now(), users: 0, isRetired: false, ended: Promise.withResolvers<void>() };
    const lent: Lent = { ...composed, connection, ...state };
    this.#current.set(connection.name, lent);
    if (known) this.#retire(known);
    return lent;
  }

  async #isStillTrue(known: Lent): Promise<boolean> {
    if (this.#isFresh(known)) return true;
    try {
      const mark = await this.#source.secretsMark(known.connection);
      known.checkedAt = this.#now();
      return mark === known.secretsMark;
    } catch (error) {
      if (!(error instanceof SecretError) || error.code !== 'SECRET_UNAVAILABLE') throw error;
      // A place that cannot be asked says nothing against the secret that it gave.
      known.checkedAt = this.#now() - SECRETS_FRESH_MS + ASK_AGAIN_MS;
      return true;
    }
  }

  #isFresh({ checkedAt }: Lent): boolean {
    return this.#now() - checkedAt < SECRETS_FRESH_MS;
  }

  #retire(lent: Lent): void {
    lent.isRetired = true;
    this.#retired.add(lent);
    if (lent.users === 0) void this.#end(lent);
  }

  async #end(lent: Lent): Promise<void> {
    await lent.runtime.close();
    this.#retired.delete(lent);
    lent.ended.resolve();
  }
}

/** Whether a connection was changed, or made anew, after another of its name. A call may come late with an old one. */
function isNewer(connection: Connection, known: Connection): boolean {
  const [made, knownMade] = [connection.createTime ?? '', known.createTime ?? ''];
  if (made !== knownMade) return made > knownMade;
  return Number(connection.connectionRevision) > Number(known.connectionRevision);
}

async function inTurn<T>(before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
  await before?.catch(() => {});
  return work();
}
