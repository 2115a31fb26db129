import { setImmediate as nextTurn } from 'node:timers/promises';
import { msOfCall } from '../calls/call-id.js';
import type { Store } from '../store/store.js';
import type { LogEntry } from './log-entry.js';
import { type LogRange, readInOrder } from './read-in-order.js';

/** Selects entries. */
export interface LogQuery extends LogRange {
  readonly callId?: string | undefined;
  /** Applied to the entries that are read. */
  readonly matches?: ((entry: LogEntry) => boolean) | undefined;
  readonly pageSize: number;
  /** Lets the event loop turn. Default: `setImmediate`. */
  readonly pause?: () => Promise<void>;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** The id after which the next page begins. A page before the last one may have fewer entries than requested, or none. */
  readonly next: string | undefined;
  /** The id of the last entry that was read, whether or not it matches. */
  readonly last: string | undefined;
}

/** A page reads at most so many entries, of which its filter selects some. */
const MAX_READ = 2000;

/** Entries to which a filter is applied between two turns of the event loop. */
const FILTERED_AT_ONCE = 20;

/** Lists entries of several logs in one order. Each log is read by an index, from the place where the page begins. */
export async function listLogs(store: Store, query: LogQuery): Promise<LogPage> {
  const { callId } = query;
  if (callId === undefined) return readPage(store, query);
  const { matches = () => true, fromMs = 0 } = query;
  const ofCall: LogQuery = {
    ...query,
    fromMs: Math.max(fromMs, beginOfCall(callId)),
    matches: (entry) => entry.callId === callId && matches(entry),
  };
  if (query.order === 'asc') return readPage(store, ofCall, callId);
  const endMs = await endOfCall(store, ofCall, callId);
  return readPage(store, endMs === undefined ? ofCall : { ...ofCall, toMs: Math.min(endMs, query.toMs ?? endMs) });
}

/** @param callId the page ends with the last entry of this call */
async function readPage(store: Store, { pause = nextTurn, ...query }: LogQuery, callId?: string): Promise<LogPage> {
  const { pageSize, matches = () => true } = query;
  const entries: LogEntry[] = [];
  let read = 0;
  let last: string | undefined;
  for await (const some of readInOrder(store, query)) {
    for (const entry of some) {
      if (entries.length === pageSize || read === MAX_READ) return { entries, last, next: last };
      last = entry.id;
      read += 1;
      if (matches(entry)) entries.push(entry);
      if (read % FILTERED_AT_ONCE === 0) await pause();
      if (isEndOf(entry, callId)) return { entries, last, next: undefined };
    }
  }
  return { entries, last, next: undefined };
}

const isEndOf = (entry: LogEntry, callId: string | undefined): boolean =>
  callId !== undefined && entry.callId === callId && (entry.place === 'last' || entry.place === 'only');

/** The times of a call and of its first entries come from two clocks. */
const CLOCKS_APART_MS = 5000;

/** The time before which a call has no entries. */
function beginOfCall(callId: string): number {
  return Math.max(0, (msOfCall(callId) ?? 0) - CLOCKS_APART_MS);
}

/** A time after the last entry of a call; undefined if it is not among the first entries that are read. */
async function endOfCall(store: Store, query: LogQuery, callId: string): Promise<number | undefined> {
  const { entries } = await readPage(store, { ...query, order: 'asc', after: undefined, pageSize: MAX_READ }, callId);
  const end = entries.at(-1);
  return end && isEndOf(end, callId) ? end.timeMs + 1 : undefined;
}
