import { type PurgeOptions, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';
import { idAt } from '../store/time-ids.js';
import { bytesOfRow, type DeletedEntry, deleteEntries } from './log-table.js';

/** Deletes the entries of all connections, existing or not, that are older than `maxAgeMs`. @returns their number */
export function purgeLogs(store: Store, maxAgeMs: number, { now, pause }: PurgeOptions): Promise<number> {
  const find = (limit: number) =>
    store
      .selectFrom('log_entries')
      .select(['id', 'connection', bytesOfRow])
      .where('id', '<', idAt(now - maxAgeMs))
      .orderBy('id')
      .limit(limit)
      .execute();
  const remove = (rows: readonly DeletedEntry[]) =>
    store.transaction().execute((transaction) => deleteEntries(transaction, rows));
  return purgeInBatches({ find, remove }, pause);
}
