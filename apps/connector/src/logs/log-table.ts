import type { Store } from '../store/store.js';
import { createIds } from '../store/time-ids.js';
import { type LogBatch, toBatches } from './log-batches.js';
import type { NewLogEntry } from './log-entry.js';

/** How much the logs may keep. */
export interface LogBounds {
  /** Entries of one connection. */
  readonly maxEntries: number;
  /** All entries of all connections together. */
  readonly maxBytes: number;
}

/** Stores entries. */
export interface LogTable {
  /** Stores all entries or none, and deletes the oldest ones beyond the bounds. */
  insert(entries: readonly NewLogEntry[], receivedMs: number): Promise<void>;
}

/** An insertion deletes about so many entries more than it inserts at most, so that a lower bound does not stop other work. */
const MAX_DELETED = 500;

interface LogTableOptions extends LogBounds {
  readonly store: Store;
  readonly random: (bytes: number) => Uint8Array;
}

export function createLogTable({ store, random, maxEntries, maxBytes }: LogTableOptions): LogTable {
  const nextId = createIds(random);
  return {
    async insert(entries, receivedMs) {
      const receiveTime = new Date(receivedMs).toISOString();
      const identified = entries.map((entry) => ({ ...entry, id: nextId(Math.floor(entry.timeMs)) }));
      const logs = [...Map.groupBy(identified, ({ connection }) => connection)].map(
        ([connection, own]) => [connection, toBatches(own, { receiveTime, maxEntries })] as const,
      );
      const mostEntries = entries.length + MAX_DELETED;
      await store.transaction().execute(async (transaction) => {
        for (const [connection, batches] of logs) {
          await transaction.insertInto('log_batches').values(batches).execute();
          const kept = await count(transaction, connection, batches);
          await trim(transaction, connection, { entries: kept - maxEntries, bytes: 0, mostEntries });
        }
        const largest = await largestSource(transaction, maxBytes);
        if (largest) await trim(transaction, largest.connection, { entries: 0, bytes: largest.excess, mostEntries });
      });
    },
  };
}

/** Adds batches to the counts of their connection. @returns the number of its entries */
async function count(transaction: Store, connection: string, added: readonly LogBatch[]): Promise<number> {
  const sums = sumOf(added);
  const [, project = ''] = connection.split('/');
  const { entries } = await transaction
    .insertInto('log_sources')
    .values({ connection, project, ...sums })
    .onConflict((conflict) =>
      conflict.column('connection').doUpdateSet((source) => ({
        entries: source('log_sources.entries', '+', sums.entries),
        bytes: source('log_sources.bytes', '+', sums.bytes),
      })),
    )
    .returning('entries')
    .executeTakeFirstOrThrow();
  return entries;
}

/** Deletes the oldest batches of a log that have so many entries and bytes together, and no more than needed. */
async function trim(
  transaction: Store,
  connection: string,
  excess: { readonly entries: number; readonly bytes: number; readonly mostEntries: number },
): Promise<void> {
  if (excess.entries <= 0 && excess.bytes <= 0) return;
  const oldest = await transaction
    .selectFrom('log_batches')
    .select(['id', 'connection', 'entries', 'bytes'])
    .where('connection', '=', connection)
    .orderBy('id')
    .limit(excess.mostEntries)
    .execute();
  let [entries, bytes] = [0, 0];
  const isEnough = () => entries >= excess.mostEntries || (entries >= excess.entries && bytes >= excess.bytes);
  const unneeded = oldest.filter((batch) => {
    if (isEnough()) return false;
    entries += batch.entries;
    bytes += batch.bytes;
    return true;
  });
  await deleteBatches(transaction, unneeded);
}

/** The connection whose entries take the most space, if all entries together take too much, and how much too much. */
async function largestSource(
  transaction: Store,
  maxBytes: number,
): Promise<{ readonly connection: string; readonly excess: number } | undefined> {
  const { total } = await transaction
    .selectFrom('log_sources')
    .select((source) => source.fn.sum<number | string | null>('bytes').as('total'))
    .executeTakeFirstOrThrow();
  const excess = Number(total ?? 0) - maxBytes;
  if (excess <= 0) return undefined;
  const largest = transaction.selectFrom('log_sources').select('connection').orderBy('bytes', 'desc').limit(1);
  return { ...(await largest.executeTakeFirstOrThrow()), excess };
}

/** A batch to delete. */
export type DeletedBatch = Pick<LogBatch, 'id' | 'connection' | 'entries' | 'bytes'>;

/** Deletes batches, and those of their connections that have no entries left from the list of sources. @returns the entries */
export async function deleteBatches(transaction: Store, batches: readonly DeletedBatch[]): Promise<number> {
  for (const [connection, own] of Map.groupBy(batches, (batch) => batch.connection)) {
    const ids = own.map(({ id }) => id);
    const { entries, bytes } = sumOf(own);
    await transaction.deleteFrom('log_batches').where('id', 'in', ids).execute();
    await transaction
      .updateTable('log_sources')
      .set((source) => ({ entries: source('entries', '-', entries), bytes: source('bytes', '-', bytes) }))
      .where('connection', '=', connection)
      .execute();
    await transaction
      .deleteFrom('log_sources')
      .where('connection', '=', connection)
      .where('entries', '<=', 0)
      .execute();
  }
  return sumOf(batches).entries;
}

function sumOf(batches: readonly Pick<LogBatch, 'entries' | 'bytes'>[]) {
  return {
    entries: batches.reduce((sum, { entries }) => sum + entries, 0),
    bytes: batches.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
