import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store/store.js';
import { idAt, msOf } from '../store/time-ids.js';
import { BATCH_SPAN_MS, entriesOf, type LogBatch } from './log-batches.js';
import { type LogEntry, SEVERITY_NUMBERS } from './log-entry.js';

/** A log to read. */
export interface ReadableLog {
  /** The full name of the connection. */
  readonly connection: string;
  /** Only entries from this time on, in milliseconds since 1970. Default: all. */
  readonly fromMs?: number | undefined;
}

/** Which entries to read, and in which order. */
export interface LogRange {
  readonly logs: readonly ReadableLog[];
  /** Inclusive, in milliseconds since 1970. */
  readonly fromMs?: number | undefined;
  /** Exclusive. */
  readonly toMs?: number | undefined;
  /** Google's number of a severity. */
  readonly leastSeverity?: number | undefined;
  readonly order: 'asc' | 'desc';
  /** The id of the entry before the first one. */
  readonly after?: string | undefined;
}

/** Where a batch begins and ends, without its content. */
type Head = Pick<LogBatch, 'id' | 'last_id' | 'entries'>;

/** Entries that are read between two turns of the event loop, unless one batch has more. */
const ENTRIES_AT_ONCE = 250;
/** Heads that all logs together look up at once. */
const HEADS_AT_ONCE = 400;
/** The same of one log at least. */
const MIN_HEADS = 4;
/** Statements have a limit of parameters. */
const LOGS_AT_ONCE = 5000;
/** Sorts after every id, which consists of hexadecimal digits. */
const AFTER_ALL = 'g';

/**
 * Reads the entries of several logs in one order, some at a time. Batches of processes that write side by side overlap, so an entry
 * is returned once no batch that is still unread can have one before it.
 */
export async function* readInOrder(store: Store, range: LogRange): AsyncGenerator<readonly LogEntry[]> {
  const { logs, order } = range;
  const isBefore = (a: string, b: string) => (order === 'asc' ? a < b : a > b);
  const first = await firstHeads(store, range);
  const sources = logs.map((log) => createSource(store, range, { ...log, first: first.get(log.connection) ?? [] }));
  let waiting: LogEntry[] = [];
  for (;;) {
    const { heads, frontier } = await nextHeads(sources, isBefore);
    if (heads.length === 0) return;
    waiting.push(...(await readEntries(store, heads)));
    waiting.sort((a, b) => (isBefore(a.id, b.id) ? -1 : 1));
    const end = frontier === undefined ? -1 : waiting.findIndex(({ id }) => !isBefore(id, frontier));
    const ready = end < 0 ? waiting : waiting.slice(0, end);
    waiting = end < 0 ? [] : waiting.slice(end);
    yield ready;
    await nextTurn();
  }
}

/** The batches of one log that are not read yet. */
interface Source {
  /** The next one. */
  peek(): Promise<WantedHead | undefined>;
  take(): void;
}

/** A batch that may have entries of the range. */
interface WantedHead {
  readonly head: Head;
  /** Where its entries can begin in the order of the read. */
  readonly boundary: string;
  readonly isWanted: (entry: LogEntry) => boolean;
}

/** How many heads of each log are looked up at once. */
const limitOf = ({ logs }: LogRange): number => Math.max(MIN_HEADS, Math.ceil(HEADS_AT_ONCE / logs.length));

/** The batches that a read can need. They are looked up by where they begin in its order; those that begin before its range can reach into it. */
function boundsOf({ order, after, toMs, fromMs = 0 }: LogRange, visibleFromMs: number) {
  const start = idAt(Math.max(visibleFromMs, fromMs));
  const end = toMs === undefined ? AFTER_ALL : idAt(toMs);
  const isAscending = order === 'asc';
  const place = isAscending ? earlier(larger(start, after)) : later(smaller(end, after));
  return { start, end, isAscending, by: isAscending ? 'id' : 'last_id', place } as const;
}

type HeadOfLog = Head & Pick<LogBatch, 'connection'>;

/** The first heads of each log, in one look-up for all of them. */
async function firstHeads(store: Store, range: LogRange): Promise<ReadonlyMap<string, readonly Head[]>> {
  const found: HeadOfLog[] = [];
  for (let at = 0; at < range.logs.length; at += LOGS_AT_ONCE) {
    found.push(...(await lookUpFirst(store, range, range.logs.slice(at, at + LOGS_AT_ONCE))));
  }
  return Map.groupBy(found, ({ connection }) => connection);
}

async function lookUpFirst(store: Store, range: LogRange, logs: readonly ReadableLog[]): Promise<readonly HeadOfLog[]> {
  const { order, leastSeverity = 0 } = range;
  const visibleFromMs = logs.reduce((least, { fromMs = 0 }) => Math.min(least, fromMs), Number.MAX_SAFE_INTEGER);
  const { start, end, isAscending, by, place } = boundsOf(range, visibleFromMs);
  const names = logs.map(({ connection }) => connection);
  return store
    .selectFrom('log_sources')
    .innerJoin('log_batches', (join) =>
      join.on('log_batches.id', 'in', (batches) =>
        batches
          .selectFrom('log_batches as first')
          .select('first.id')
          .whereRef('first.connection', '=', 'log_sources.connection')
          .where(`first.${by}`, isAscending ? '>' : '<', place)
          .where('first.id', '<', end)
          .where('first.last_id', '>=', start)
          .where('first.severity', '>=', leastSeverity)
          .orderBy(`first.${by}`, order)
          .limit(limitOf(range)),
      ),
    )
    .select(['log_batches.connection', 'log_batches.id', 'log_batches.last_id', 'log_batches.entries'])
    .where('log_sources.connection', 'in', names)
    .orderBy(`log_batches.${by}`, order)
    .execute();
}

/** @param log with the heads that were looked up for it already */
function createSource(
  store: Store,
  range: LogRange,
  { connection, fromMs: visibleFromMs = 0, first }: ReadableLog & { readonly first: readonly Head[] },
): Source {
  const { order, after, leastSeverity = 0 } = range;
  const limit = limitOf(range);
  const { start, end, isAscending, by, ...bounds } = boundsOf(range, visibleFromMs);
  let place: string = bounds.place;
  const isWanted: WantedHead['isWanted'] = ({ id, severity }) =>
    id >= start &&
    id < end &&
    (after === undefined || (isAscending ? id > after : id < after)) &&
    SEVERITY_NUMBERS[severity] >= leastSeverity;
  let heads: readonly Head[] = [];
  let hasMore = true;
  keep(first);

  function keep(found: readonly Head[]): void {
    hasMore = found.length === limit;
    place = found.at(-1)?.[by] ?? place;
    heads = found.filter(
      ({ id, last_id }) => last_id >= start && (after === undefined || (isAscending ? last_id > after : id < after)),
    );
  }

  async function look(): Promise<void> {
    const found = await store
      .selectFrom('log_batches')
      .select(['id', 'last_id', 'entries'])
      .where('connection', '=', connection)
      .where(by, isAscending ? '>' : '<', place)
      .where('id', '<', end)
      .where('last_id', '>=', start)
      .where('severity', '>=', leastSeverity)
      .orderBy(by, order)
      .limit(limit)
      .execute();
    keep(found);
  }

  return {
    async peek() {
      while (heads.length === 0 && hasMore) await look();
      const [head] = heads;
      return head && { head, boundary: head[by], isWanted };
    },
    take() {
      heads = heads.slice(1);
    },
  };
}

const larger = (a: string, b = ''): string => (a > b ? a : b);
const smaller = (a: string, b = AFTER_ALL): string => (a < b ? a : b);
const earlier = (id: string): string => idAt(msOf(id) - BATCH_SPAN_MS);
const later = (id: string): string => (id === AFTER_ALL ? id : idAt(msOf(id) + BATCH_SPAN_MS + 1));

interface NextHeads {
  readonly heads: readonly WantedHead[];
  /** Where the entries of batches that are still unread can begin; undefined if none are. */
  readonly frontier: string | undefined;
}

/** Takes the next batches of all logs in order. */
async function nextHeads(sources: readonly Source[], isBefore: (a: string, b: string) => boolean): Promise<NextHeads> {
  const heads: WantedHead[] = [];
  let entries = 0;
  for (;;) {
    let next: { readonly source: Source; readonly found: WantedHead } | undefined;
    for (const source of sources) {
      const found = await source.peek();
      if (found && (!next || isBefore(found.boundary, next.found.boundary))) next = { source, found };
    }
    if (!next) return { heads, frontier: undefined };
    const { head, boundary } = next.found;
    if (entries > 0 && entries + head.entries > ENTRIES_AT_ONCE) return { heads, frontier: boundary };
    next.source.take();
    heads.push(next.found);
    entries += head.entries;
  }
}

async function readEntries(store: Store, heads: readonly WantedHead[]): Promise<readonly LogEntry[]> {
  const ids = heads.map(({ head }) => head.id);
  const batches = await store.selectFrom('log_batches').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  return heads.flatMap(({ head, isWanted }) => {
    const batch = byId.get(head.id);
    // It may have been deleted since it was found.
    return batch ? entriesOf(batch).filter(isWanted) : [];
  });
}
