import { sql } from 'kysely';
import type { Store } from '../store/store.js';
import type { Tables } from '../store/tables.js';
import { createIds } from '../store/time-ids.js';
import { type NewLogEntry, SEVERITY_NUMBERS } from './log-entry.js';

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

/** The approximate size of a row in the database without its payload: its other columns and its places in the indexes. */
const ROW_BYTES = 300;
/** A batch deletes at most so many entries more than it inserts, so that a lower bound does not stop other work. */
const MAX_DELETED = 500;

interface LogTableOptions extends LogBounds {
  readonly store: Store;
  readonly random: (bytes: number) => Uint8Array;
}

export function createLogTable({ store, random, maxEntries, maxBytes }: LogTableOptions): LogTable {
  const nextId = createIds(random);

  /** Deletes the oldest entries of a connection. */
  async function trim(transaction: Store, connection: string, count: number): Promise<void> {
    const oldest = await transaction
      .selectFrom('log_entries')
      .select(['id', 'connection', bytesOfRow])
      .where('connection', '=', connection)
      .orderBy('id')
      .limit(count)
      .execute();
    await deleteEntries(transaction, oldest);
  }

  return {
    async insert(entries, receivedMs) {
      const receive_time = new Date(receivedMs).toISOString();
      const rows = entries.map((entry) => toRow(entry, nextId(Math.floor(entry.timeMs)), receive_time));
      await store.transaction().execute(async (transaction) => {
        await transaction.insertInto('log_entries').values(rows).execute();
        for (const [connection, added] of Map.groupBy(rows, (row) => row.connection)) {
          const kept = await count(transaction, connection, added);
          const excess = kept - maxEntries;
          if (excess > 0) await trim(transaction, connection, Math.min(excess, added.length + MAX_DELETED));
        }
        const largest = await largestSourceBeyond(transaction, maxBytes);
        if (largest !== undefined) await trim(transaction, largest, rows.length + MAX_DELETED);
      });
    },
  };
}

type Row = Tables['log_entries'];

function toRow({ connection, severity, callId, place, payload }: NewLogEntry, id: string, receive_time: string): Row {
  return {
    id,
    connection,
    severity: SEVERITY_NUMBERS[severity],
    call_id: callId ?? null,
    place: place ?? null,
    receive_time,
    payload: JSON.stringify(payload),
  };
}

/** Adds rows to the counts of their connection. @returns the number of its entries */
async function count(transaction: Store, connection: string, added: readonly Row[]): Promise<number> {
  const bytes = added.reduce((sum, { payload }) => sum + lengthOf(payload) + ROW_BYTES, 0);
  const [, project = ''] = connection.split('/');
  const { entries } = await transaction
    .insertInto('log_sources')
    .values({ connection, project, entries: added.length, bytes })
    .onConflict((conflict) =>
      conflict.column('connection').doUpdateSet((source) => ({
        entries: source('log_sources.entries', '+', added.length),
        bytes: source('log_sources.bytes', '+', bytes),
      })),
    )
    .returning('entries')
    .executeTakeFirstOrThrow();
  return entries;
}

/** As SQL counts the characters of a text: those beyond 16 bits as one. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

/** The connection whose entries take the most space, if all entries together take too much. */
async function largestSourceBeyond(transaction: Store, maxBytes: number): Promise<string | undefined> {
  const { total } = await transaction
    .selectFrom('log_sources')
    .select((source) => source.fn.sum<number | string | null>('bytes').as('total'))
    .executeTakeFirstOrThrow();
  if (Number(total ?? 0) <= maxBytes) return undefined;
  const largest = transaction.selectFrom('log_sources').select('connection').orderBy('bytes', 'desc').limit(1);
  return (await largest.executeTakeFirst())?.connection;
}

/** The size of a row, as the bounds count it. */
export const bytesOfRow = sql<number>`length(payload) + ${sql.lit(ROW_BYTES)}`.as('bytes');

/** An entry to delete. */
export interface DeletedEntry {
  readonly id: string;
  readonly connection: string;
  readonly bytes: number;
}

/** Deletes entries, and those of their connections that have no entries left from the list of sources. */
export async function deleteEntries(transaction: Store, rows: readonly DeletedEntry[]): Promise<bigint> {
  let deleted = 0n;
  for (const [connection, ofConnection] of Map.groupBy(rows, (row) => row.connection)) {
    const ids = ofConnection.map(({ id }) => id);
    const bytes = ofConnection.reduce((sum, row) => sum + row.bytes, 0);
    deleted += (await transaction.deleteFrom('log_entries').where('id', 'in', ids).executeTakeFirst()).numDeletedRows;
    await transaction
      .updateTable('log_sources')
      .set((source) => ({ entries: source('entries', '-', ids.length), bytes: source('bytes', '-', bytes) }))
      .where('connection', '=', connection)
      .execute();
    await transaction
      .deleteFrom('log_sources')
      .where('connection', '=', connection)
      .where('entries', '<=', 0)
      .execute();
  }
  return deleted;
}
