import type { Connection } from '@twilio-connector/connection';
import type { Runtime } from '../runtime.js';

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
  /** What is at work now. */
  running(): readonly Runtime[];
  close(): Promise<void>;
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

/** @param now milliseconds since 1970 */
export function createRuntimes(source: RuntimeSource, now: () => number): Runtimes {
  const current = new Map<string, Lent>();
  const retired = new Set<Lent>();
  // One composition at a time for each connection, whoever else asks meanwhile.
  const turns = new Map<string, Promise<unknown>>();

  function retire(lent: Lent): void {
    lent.isRetired = true;
    retired.add(lent);
    if (lent.users === 0) void end(lent);
  }

  async function end(lent: Lent): Promise<void> {
    await lent.runtime.close();
    retired.delete(lent);
    lent.ended.resolve();
  }

  async function freshen(connection: Connection): Promise<Lent> {
    const known = current.get(connection.name);
    if (known && !isNewer(connection, known.connection)) {
      if (now() - known.checkedAt < SECRETS_FRESH_MS) return known;
      const mark = await source.secretsMark(known.connection);
      known.checkedAt = now();
      if (mark === known.secretsMark) return known;
    }
    const composed = await source.compose(connection);
    const lent: Lent = {
      ...composed,
      connection,
      checkedAt: now(),
      users: 0,
      isRetired: false,
      ended: Promise.withResolvers(),
    };
    current.set(connection.name, lent);
    if (known) retire(known);
    return lent;
  }

  /** In turn, and counted as a user before anybody else may retire it. */
  function borrow(connection: Connection): Promise<Lent> {
    const { name } = connection;
    const turn = inTurn(turns.get(name), async () => {
      const lent = await freshen(connection);
      lent.users += 1;
      return lent;
    });
    turns.set(name, turn);
    const forget = () => {
      if (turns.get(name) === turn) turns.delete(name);
    };
    turn.then(forget, forget);
    return turn;
  }

  /** What is fresh is lent without a turn: the way of nearly every call. */
  function borrowFresh(connection: Connection): Lent | undefined {
    const known = current.get(connection.name);
    if (!known || isNewer(connection, known.connection) || now() - known.checkedAt >= SECRETS_FRESH_MS)
      return undefined;
    known.users += 1;
    return known;
  }

  return {
    async use(connection, work) {
      const lent = borrowFresh(connection) ?? (await borrow(connection));
      try {
        return await work(lent.runtime);
      } finally {
        lent.users -= 1;
        if (lent.isRetired && lent.users === 0) void end(lent);
      }
    },
    async release(name) {
      await turns.get(name)?.catch(() => {});
      const lent = current.get(name);
      current.delete(name);
      if (lent) retire(lent);
      // Those from before a change, too.
      const mine = [...retired].filter(({ connection }) => connection.name === name);
      await Promise.all(mine.map(({ ended }) => ended.promise));
    },
    refresh(name) {
      const lent = current.get(name);
      if (lent) lent.checkedAt = Number.NEGATIVE_INFINITY;
    },
    running: () => [...current.values(), ...retired].map(({ runtime }) => runtime),
    async close() {
      for (const lent of current.values()) retire(lent);
      current.clear();
      await Promise.all([...retired].map(({ ended }) => ended.promise));
    },
  };
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
