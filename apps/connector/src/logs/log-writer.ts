import { setImmediate as nextTurn } from 'node:timers/promises';
import { isLogged, type LogLevel, type NewLogEntry, type Severity } from './log-entry.js';
import type { LogTable } from './log-table.js';
import { lostToEntry } from './events-to-entries.js';

/** How a connection is logged. */
export interface LogSettings {
  readonly level: LogLevel;
  /** Whether entries have the content of calls. */
  readonly hasPayloads: boolean;
}

/** A possible entry, which the settings of its connection may leave out. */
interface PossibleEntry {
  readonly connection: string;
  readonly severity: Severity;
  /** Makes the entry, later. */
  readonly toEntry: (settings: LogSettings) => NewLogEntry;
}

interface WaitingEntry extends PossibleEntry {
  /** Undefined if they were not in memory. */
  readonly settings: LogSettings | undefined;
}

/** Writes entries in batches, so that no call waits for them. */
export interface LogWriter {
  /** Never throws and never waits. */
  add(entry: PossibleEntry): void;
  /** Stores the waiting entries. Never rejects: entries that cannot be stored stay in memory. */
  flush(): Promise<void>;
  /** The entries that were lost so far, because too many waited. */
  lost(): number;
}

export interface LogWriterOptions {
  readonly table: LogTable;
  /** The settings of a connection if they are in memory, so that they are those of the moment. */
  readonly settingsInMemory: (connection: string) => LogSettings | 'off' | undefined;
  /** The settings of a connection; undefined if it does not exist. */
  readonly settingsOf: (connection: string) => Promise<LogSettings | 'off' | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether someone waits for entries. */
  readonly isFollowed: () => boolean;
  /** Called with the connections whose entries were stored. */
  readonly onStored: (connections: ReadonlySet<string>) => void;
  /** Called when entries cannot be stored; once until it works again. */
  readonly onError: (error: unknown) => void;
  /** Default: `setTimeout`, for which a process that ends does not wait. */
  readonly setTimer?: (callback: () => void, delayMs: number) => void;
}

/** Entries are stored after this time at the latest, and before a read. */
const FLUSH_INTERVAL_MS = 1000;
/** The same while someone follows a log. */
const FOLLOWED_INTERVAL_MS = 200;
/** Entries that wait at most, also while the disk is full. At the rate of fifty nodes, that is about eight seconds. */
export const MAX_WAITING = 10_000;
/** Entries that are made from events in one turn, which takes about as long as a request. */
const TURN_ENTRIES = 200;
/**
 * Entries that are stored together. The disk takes 5 ms for 200 of them and 8 ms for 1,000, in which nobody is served, and a transaction has a
 * cost of its own.
 */
const STORED_TOGETHER = 1000;

const setUnreferencedTimer = (callback: () => void, delayMs: number): void =>
  void setTimeout(callback, delayMs).unref();

export function createLogWriter(options: LogWriterOptions): LogWriter {
  const { settingsInMemory, isFollowed, onError, setTimer = setUnreferencedTimer } = options;
  const backlog = createBacklog(options);
  let running: Promise<void> | undefined;
  let isScheduled = false;
  let isBroken = false;

  async function run(): Promise<void> {
    try {
      await backlog.storeAll();
      isBroken = false;
    } catch (error) {
      if (!isBroken) onError(error);
      isBroken = true;
      schedule();
    } finally {
      running = undefined;
    }
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    const callback = () => {
      isScheduled = false;
      void (running ??= run());
    };
    setTimer(callback, isFollowed() ? FOLLOWED_INTERVAL_MS : FLUSH_INTERVAL_MS);
  }

  return {
    add(entry) {
      const settings = settingsInMemory(entry.connection);
      if (settings !== undefined && !isWanted(entry, settings)) return;
      backlog.add({ ...entry, settings: settings === 'off' ? undefined : settings });
      schedule();
      if (backlog.waiting() >= STORED_TOGETHER && !isBroken) running ??= run();
    },
    async flush() {
      // A run that began earlier may end without the last entries.
      await running;
      await (running ??= run());
    },
    lost: () => backlog.lost(),
  };
}

/** The entries that are not stored yet, and the numbers of those that were lost. */
function createBacklog(options: Pick<LogWriterOptions, 'table' | 'settingsOf' | 'now' | 'onStored'>) {
  const { table, now, onStored } = options;
  const waiting: WaitingEntry[] = [];
  /** The entries of connections that are logged; they wait for a disk that has space. */
  const ready: NewLogEntry[] = [];
  const losses = createLosses();

  async function insert(entries: readonly NewLogEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await table.insert(entries, now());
    onStored(new Set(entries.map(({ connection }) => connection)));
  }

  async function prepareAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, TURN_ENTRIES);
      const entries = await toLoggedEntries(batch, options);
      waiting.splice(0, batch.length);
      const room = MAX_WAITING - ready.length;
      ready.push(...entries.slice(0, room));
      for (const { connection } of entries.slice(room)) losses.add(connection);
      if (waiting.length > 0) await nextTurn();
    }
  }

  async function storeLosses(): Promise<void> {
    const lost = losses.take();
    const toSums = lost.map(([connection, count]): WaitingEntry => ({
      connection,
      severity: 'WARNING',
      settings: undefined,
      toEntry: () => lostToEntry(connection, count, now()),
    }));
    try {
      await insert(await toLoggedEntries(toSums, options));
    } catch (error) {
      losses.putBack(lost);
      throw error;
    }
  }

  return {
    waiting: () => waiting.length,
    lost: () => losses.total(),
    add(entry: WaitingEntry) {
      if (waiting.length >= MAX_WAITING) losses.add(entry.connection);
      else waiting.push(entry);
    },
    async storeAll() {
      await prepareAll();
      while (ready.length > 0) {
        const batch = ready.slice(0, STORED_TOGETHER);
        await insert(batch);
        ready.splice(0, batch.length);
        if (ready.length > 0) await nextTurn();
      }
      await storeLosses();
    },
  };
}

/** The entries of connections that are logged, at their levels. */
async function toLoggedEntries(
  batch: readonly WaitingEntry[],
  { settingsOf }: Pick<LogWriterOptions, 'settingsOf'>,
): Promise<readonly NewLogEntry[]> {
  const unknown = new Set(batch.filter(({ settings }) => !settings).map(({ connection }) => connection));
  const found = new Map<string, LogSettings | 'off' | undefined>();
  for (const name of unknown) found.set(name, await settingsOf(name));
  return batch.flatMap((waiting) => {
    const settings = waiting.settings ?? found.get(waiting.connection) ?? 'off';
    return settings !== 'off' && isWanted(waiting, settings) ? [waiting.toEntry(settings)] : [];
  });
}

function isWanted({ severity }: PossibleEntry, settings: LogSettings | 'off'): boolean {
  return settings !== 'off' && isLogged(severity, settings.level);
}

/** Connections whose losses are counted separately. Losses of others are only in the metric. */
const MAX_COUNTED = 1000;

function createLosses() {
  const counts = new Map<string, number>();
  let total = 0;
  const count = (connection: string, number: number) => {
    if (counts.has(connection) || counts.size < MAX_COUNTED) {
      counts.set(connection, (counts.get(connection) ?? 0) + number);
    }
  };
  return {
    total: () => total,
    add(connection: string) {
      total += 1;
      count(connection, 1);
    },
    take() {
      const taken = [...counts];
      counts.clear();
      return taken;
    },
    putBack(taken: readonly (readonly [connection: string, number: number])[]) {
      for (const [connection, number] of taken) count(connection, number);
    },
  };
}
