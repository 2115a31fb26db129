import { sql } from 'kysely';
import type { Store } from '../store.js';

/**
 * Removes deleted and overwritten values from the disk. SQLite overwrites freed space in the database file
 * (`secure_delete`), but the write-ahead log keeps earlier values until it is truncated here. If another process, such as a
 * backup, is reading the database at that moment, the log stays until a later call.
 */
export async function eraseRemains(store: Store): Promise<void> {
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(store);
}
