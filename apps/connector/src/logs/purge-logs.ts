import { type PurgeOptions, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';
import { idAt } from '../store/time-ids.js';
import { type DeletedBatch, deleteBatches } from './log-table.js';

/**
 * Deletes the entries of all connections, existing or not, that are older than `maxAgeMs`: whole batches, so that an entry stays
 * as long as the newest one of its batch, which is a minute at most.
 *
 * @returns their number
 */
export async function purgeLogs(store: Store, maxAgeMs: number, { now, pause }: PurgeOptions): Promise<number> {
  let entries = 0;
  const oldest = idAt(now - maxAgeMs);
  const find = (limit: number) =>
    store
      .selectFrom('log_batches')
      .select(['id', 'connection', 'entries', 'bytes'])
      .where('id', '<', oldest)
      .where('last_id', '<', oldest)
      .orderBy('id')
      .limit(limit)
      .execute();
  const remove = async (batches: readonly DeletedBatch[]) => {
    entries += await store.transaction().execute((transaction) => deleteBatches(transaction, batches));
    return BigInt(batches.length);
  };
  await purgeInBatches({ find, remove }, pause);
  return entries;
}
