import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Pause } from '../purge.js';
import type { Store } from '../store.js';

/** Free pages that the file keeps, so that it does not shrink and grow with every purge: 4 MiB. */
const KEPT_PAGES = 1024;
/** Pages that are returned to the disk at a time: 256 KiB. */
const BATCH_PAGES = 64;

/**
 * Returns free space in the database file to the disk, in batches, and empties the write-ahead log. A database of the first
 * builds cannot shrink, but reuses its free space.
 */
export async function shrink(store: Store, pause: Pause = nextTurn): Promise<void> {
  for (let free = await freePages(store); free > KEPT_PAGES;) {
    await sql.raw(`PRAGMA incremental_vacuum(${Math.min(BATCH_PAGES, free - KEPT_PAGES)})`).execute(store);
    const left = await freePages(store);
    if (left >= free) break;
    free = left;
    await pause();
  }
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(store);
}

async function freePages(store: Store): Promise<number> {
  const { rows } = await sql<{ readonly freelist_count: number }>`PRAGMA freelist_count`.execute(store);
  return rows[0]?.freelist_count ?? 0;
}
