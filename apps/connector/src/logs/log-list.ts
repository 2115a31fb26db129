import { nextTurn } from '../store/purge.js';
import type { Store } from '../store/store.js';
import type { Tables } from '../store/tables.js';
import { idAt, msOf } from '../store/time-ids.js';
import { type LogEntry, severityOf } from './log-entry.js';
import type { LogPayload } from './log-payload.js';

/** A log to read. */
export interface ReadableLog {
  /** The full name of the connection. */
  readonly connection: string;
  /** Only entries from this time on, in milliseconds since 1970. Default: all. */
  readonly fromMs?: number | undefined;
}

/** Selects entries. */
export interface LogQuery {
  readonly logs: readonly ReadableLog[];
  /** Inclusive, in milliseconds since 1970. */
  readonly fromMs?: number | undefined;
  /** Exclusive. */
  readonly toMs?: number | undefined;
  /** Google's number of a severity. */
  readonly leastSeverity?: number | undefined;
  readonly callId?: string | undefined;
  /** Applied to the entries that are read. */
  readonly matches?: ((entry: LogEntry) => boolean) | undefined;
  readonly order: 'asc' | 'desc';
  readonly pageSize: number;
  /** The id of the entry before the page. */
  readonly after?: string | undefined;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** The id after which the next page begins. A page before the last one may have fewer entries than requested, or none. */
  readonly next: string | undefined;
  /** The id of the last entry that was read, whether or not it matches. */
  readonly last: string | undefined;
}

/** A page reads at most about so many entries, of which its filter selects some. */
const MAX_READ = 2000;
/** Entries of one log that a page reads at least. */
const MIN_READ = 20;
/** Rows that are read between two turns of the event loop. */
const ROWS_AT_ONCE = 250;
/** Sorts after every id, which consists of hexadecimal digits. */
const AFTER_ALL = 'g';

/** Lists entries of several logs in one order. Each log is read by an index, from the place where the page begins. */
export async function listLogs(store: Store, query: LogQuery): Promise<LogPage> {
  const { pageSize, matches = () => true } = query;
  const { ids, isCutOff } = await findIds(store, query);
  const entries: LogEntry[] = [];
  let last: string | undefined;
  for (let start = 0; start < ids.length; start += ROWS_AT_ONCE) {
    const some = ids.slice(start, start + ROWS_AT_ONCE);
    const rows = await readRows(store, some);
    for (const id of some) {
      if (entries.length === pageSize) return { entries, last, next: last };
      last = id;
      const row = rows.get(id);
      // It may have been deleted since it was found.
      const entry = row && toEntry(row);
      if (entry && matches(entry)) entries.push(entry);
    }
    await nextTurn();
  }
  return { entries, last, next: isCutOff ? last : undefined };
}

/** The ids of the next entries in order, and whether more may follow. */
interface FoundIds {
  readonly ids: readonly string[];
  readonly isCutOff: boolean;
}

async function findIds(store: Store, query: LogQuery): Promise<FoundIds> {
  const { logs, callId, matches, pageSize, order } = query;
  if (callId !== undefined) return findIdsOfCall(store, query, callId);
  const wanted = matches ? MAX_READ : Math.min(MAX_READ, pageSize + 1);
  const limit = Math.max(MIN_READ, Math.ceil(wanted / Math.max(1, logs.length)));
  const isBefore = (a: string, b: string) => (order === 'asc' ? a < b : a > b);
  const all: string[] = [];
  // Beyond this id, entries of a log that was cut off may be missing.
  let frontier: string | undefined;
  for (const { connection, fromMs } of logs) {
    const log = idsInRange(store, query, fromMs).where('connection', '=', connection);
    const ids = (await log.limit(limit).execute()).map(({ id }) => id);
    all.push(...ids);
    const end = ids.length < limit ? undefined : ids.at(-1);
    if (end !== undefined && (frontier === undefined || isBefore(end, frontier))) frontier = end;
  }
  const inOrder = all.sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const known = frontier === undefined ? inOrder : inOrder.slice(0, inOrder.lastIndexOf(frontier) + 1);
  return { ids: known.slice(0, MAX_READ), isCutOff: frontier !== undefined || known.length > MAX_READ };
}

async function findIdsOfCall(store: Store, query: LogQuery, callId: string): Promise<FoundIds> {
  const starts = new Map(query.logs.map(({ connection, fromMs = 0 }) => [connection, idAt(fromMs)]));
  const call = idsInRange(store, query).where('call_id', '=', callId);
  const found = await call.limit(MAX_READ).execute();
  const ids = found.filter(({ id, connection }) => id >= (starts.get(connection) ?? AFTER_ALL)).map(({ id }) => id);
  return { ids, isCutOff: found.length === MAX_READ };
}

function idsInRange(store: Store, { fromMs = 0, toMs, leastSeverity, order, after }: LogQuery, beginMs = 0) {
  let ids = store
    .selectFrom('log_entries')
    .select(['id', 'connection'])
    .where('id', '>=', idAt(Math.max(beginMs, fromMs)))
    .where('id', '<', toMs === undefined ? AFTER_ALL : idAt(toMs))
    .orderBy('id', order);
  if (after !== undefined) ids = ids.where('id', order === 'asc' ? '>' : '<', after);
  return leastSeverity === undefined ? ids : ids.where('severity', '>=', leastSeverity);
}

async function readRows(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, Tables['log_entries']>> {
  if (ids.length === 0) return new Map();
  const rows = await store.selectFrom('log_entries').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function toEntry({ id, connection, severity, call_id, place, receive_time, payload }: Tables['log_entries']): LogEntry {
  return {
    id,
    timeMs: msOf(id),
    connection,
    severity: severityOf(severity),
    receiveTime: receive_time,
    payload: JSON.parse(payload) as LogPayload,
    ...(call_id !== null && { callId: call_id }),
    ...(place !== null && { place }),
  };
}
