import type { Store } from '../store/store.js';

/** The connections that have usage, with the numbers that stand for their names. They may have been deleted. */
export interface UsageConnections {
  /** The id of a connection, which gets one if it has none. */
  idOf(name: string): Promise<number>;
  /** The ids by name, in the order of the names. A name starts with the prefix. */
  ids(prefix: string): Promise<ReadonlyMap<string, number>>;
  /** Notes which connections exist, so that the usage of the others expires. */
  markDeleted(existing: ReadonlySet<string>, time: string): Promise<void>;
  /** The ids of the connections that were deleted before a time. */
  deletedBefore(time: string): Promise<readonly number[]>;
  remove(id: number): Promise<void>;
}

/** After every name with the prefix. */
const END = '\u{10FFFF}';

export function createUsageConnections(store: Store): UsageConnections {
  const known = new Map<string, number>();
  return {
    async idOf(name) {
      const id = known.get(name) ?? (await insertConnection(store, name));
      known.set(name, id);
      return id;
    },
    async ids(prefix) {
      const rows = store.selectFrom('usage_connections').select(['name', 'id']).orderBy('name');
      const found = await rows
        .where('name', '>=', prefix)
        .where('name', '<', prefix + END)
        .execute();
      return new Map(found.map(({ name, id }) => [name, id]));
    },
    async markDeleted(existing, time) {
      const rows = await store.selectFrom('usage_connections').select(['name', 'delete_time']).execute();
      for (const { name, delete_time: before } of rows) {
        if (existing.has(name) === (before === null)) continue;
        const changes = { delete_time: before === null ? time : null };
        await store.updateTable('usage_connections').set(changes).where('name', '=', name).execute();
      }
    },
    async deletedBefore(time) {
      const rows = store.selectFrom('usage_connections').select('id').where('delete_time', '<', time);
      return (await rows.execute()).map(({ id }) => id);
    },
    async remove(id) {
      await store.deleteFrom('usage_connections').where('id', '=', id).execute();
      for (const [name, one] of known) if (one === id) known.delete(name);
    },
  };
}

async function insertConnection(store: Store, name: string): Promise<number> {
  return store.transaction().execute(async (transaction) => {
    const rows = transaction.selectFrom('usage_connections');
    const found = await rows.select('id').where('name', '=', name).executeTakeFirst();
    if (found) return found.id;
    const last = await rows.select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
    const id = (last?.id ?? 0) + 1;
    await transaction.insertInto('usage_connections').values({ name, id, delete_time: null }).execute();
    return id;
  });
}
