import { ConnectorError } from '../errors.js';
import type { LogEntry } from './log-entry.js';
import type { LogPage, LogQuery } from './log-list.js';

/** Follows a log. */
export interface LogTail {
  /** Waits for entries. Empty after a while without any; undefined when the tail has ended. */
  next(): Promise<readonly LogEntry[] | undefined>;
  /** Ends the tail. May be called more than once. */
  stop(): void;
}

/** A log to follow. */
export interface TailOptions {
  /** The caller's member. */
  readonly caller: string;
  /** Begins at `fromMs`; default: now. */
  readonly query: Pick<LogQuery, 'logs' | 'fromMs' | 'leastSeverity' | 'callId' | 'matches'>;
  /** Whether the caller may still read the log. Otherwise the tail ends. */
  readonly isAllowed: () => Promise<boolean>;
}

/** All tails of a process. */
export interface LogTails {
  /** @throws ConnectorError RESOURCE_EXHAUSTED if the caller, or all callers together, follow too many logs */
  open(options: TailOptions): LogTail;
  /** Wakes the tails of these connections. */
  wake(connections: ReadonlySet<string>): void;
  /** Whether there is a tail. */
  isOpen(): boolean;
  /** Ends all tails, and refuses new ones. */
  close(): void;
}

interface LogTailsPorts {
  readonly list: (query: LogQuery) => Promise<LogPage>;
  /** Whether all entries come from this process, which wakes the tails. Otherwise the store is asked every second. */
  readonly isOnlyWriter: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Default: `setInterval`. Returns a function that stops it. */
  readonly setTimer?: (callback: () => void, everyMs: number) => () => void;
}

const MAX_OF_ONE_CALLER = 10;
const MAX_TAILS = 100;
/** Entries that a tail holds at a time. It reads on when its client has taken them. */
const PAGE_ENTRIES = 100;
/** A tail without entries gives a sign of life, so that a client that is gone is noticed. */
const SIGN_OF_LIFE_MS = 15_000;
const POLL_MS = 1000;
/** Another process stores an entry so long after its time at most, so that nothing is missed. */
const SETTLE_MS = 3000;

const setUnreferencedTimer = (callback: () => void, everyMs: number) => {
  const timer = setInterval(callback, everyMs).unref();
  return () => clearInterval(timer);
};

export function createLogTails({ list, isOnlyWriter, now, setTimer = setUnreferencedTimer }: LogTailsPorts): LogTails {
  const tails = new Set<Waking>();
  let stopTimer: (() => void) | undefined;
  let isClosed = false;
  let polls = 0;

  function onTimer(): void {
    polls += 1;
    const isSignDue = isOnlyWriter || polls % (SIGN_OF_LIFE_MS / POLL_MS) === 0;
    for (const tail of tails) tail.wake(isSignDue ? 'sign of life' : 'entries');
  }

  function remove(tail: Waking): void {
    tails.delete(tail);
    if (tails.size > 0) return;
    stopTimer?.();
    stopTimer = undefined;
  }

  return {
    open(options) {
      checkRoom(tails, options.caller, isClosed);
      const settleMs = isOnlyWriter ? 0 : SETTLE_MS;
      const tail: Waking = createTail(options, { list, now, settleMs, onStop: () => remove(tail) });
      tails.add(tail);
      // One timer for all tails, and none without tails.
      stopTimer ??= setTimer(onTimer, isOnlyWriter ? SIGN_OF_LIFE_MS : POLL_MS);
      return tail;
    },
    wake(connections) {
      for (const tail of tails) if (tail.connections.some((name) => connections.has(name))) tail.wake('entries');
    },
    isOpen: () => tails.size > 0,
    close() {
      isClosed = true;
      for (const tail of tails) tail.stop();
    },
  };
}

interface Waking extends LogTail {
  readonly caller: string;
  readonly connections: readonly string[];
  wake(reason: 'entries' | 'sign of life'): void;
}

interface TailPorts extends Pick<LogTailsPorts, 'list' | 'now'> {
  readonly settleMs: number;
  readonly onStop: () => void;
}

function createTail({ caller, query, isAllowed }: TailOptions, { list, now, settleMs, onStop }: TailPorts): Waking {
  const connections = query.logs.map(({ connection }) => connection);
  const { fromMs = now() } = query;
  let after: string | undefined;
  let hasEntries = true;
  let isStopped = false;
  let onWake = () => {};

  async function read(): Promise<readonly LogEntry[]> {
    hasEntries = false;
    const toMs = settleMs === 0 ? undefined : now() - settleMs;
    const page = await list({ ...query, fromMs, toMs, order: 'asc', pageSize: PAGE_ENTRIES, after });
    after = page.last ?? after;
    if (page.next !== undefined) hasEntries = true;
    return page.entries;
  }

  async function nextEntries(): Promise<readonly LogEntry[] | undefined> {
    for (;;) {
      if (!hasEntries && !isStopped) await new Promise<void>((resolve) => (onWake = resolve));
      if (isStopped) return undefined;
      const isRead = hasEntries;
      const entries = isRead ? await read() : [];
      if (isRead && entries.length === 0) continue;
      if (isStopped || !(await isAllowed())) return undefined;
      return entries;
    }
  }

  function stop(): void {
    isStopped = true;
    onStop();
    onWake();
  }

  return {
    caller,
    connections,
    async next() {
      let entries: readonly LogEntry[] | undefined;
      try {
        entries = await nextEntries();
        return entries;
      } finally {
        if (!entries) stop();
      }
    },
    wake(reason) {
      if (reason === 'entries') hasEntries = true;
      onWake();
    },
    stop,
  };
}

/** @throws ConnectorError */
function checkRoom(tails: ReadonlySet<Waking>, caller: string, isClosed: boolean): void {
  if (isClosed) {
    const message = 'The connector is stopping. Send the request to another process.';
    throw new ConnectorError('UNAVAILABLE', message, { reason: 'STOPPING' });
  }
  const own = [...tails].filter((tail) => tail.caller === caller).length;
  if (own < MAX_OF_ONE_CALLER && tails.size < MAX_TAILS) return;
  const message =
    `Too many logs are being followed: ${own} by this caller (at most ${MAX_OF_ONE_CALLER}), ` +
    `${tails.size} in all (at most ${MAX_TAILS}). End one of them first.`;
  throw new ConnectorError('RESOURCE_EXHAUSTED', message, { reason: 'TOO_MANY_TAILS' });
}
