import { sql } from 'kysely';
import type { Store } from './open-store.js';

/**
 * Leaves nothing on the disk of what was deleted or overwritten before. SQLite clears what is freed in its file
 * (`secure_delete`), but the log of writes beside it keeps earlier states until it is emptied.
 * While somebody else reads the file, such as a backup, the log stays until a later write empties it.
 */
export async function eraseRemains(store: Store): Promise<void> {
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(store);
}
