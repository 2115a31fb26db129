import type { Selectable } from 'kysely';
import { nextTurn, type Pause, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';
import type { Tables } from '../store/tables.js';

/** A stored row of usage. */
export type UsageRow = Selectable<Tables['usage']>;
type Step = (typeof STEPS)[number];

/** The rows to delete: those that start before a time, of one connection or of all. */
interface Expired {
  readonly step: Step;
  readonly before: number;
  readonly connection?: number;
}

/** Which rows to read. Times are in minutes since 1970. */
export interface UsageRange {
  readonly connection: number;
  readonly step: Step;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** The tables `usage` and `usage_connections`. */
export interface UsageTable {
  /** The id of a connection, which gets one if it has none. */
  idOf(name: string): Promise<number>;
  /** The ids of connections that have usage, by name, in the order of their names. A name starts with the prefix. */
  ids(prefix: string): Promise<ReadonlyMap<string, number>>;
  /** Replaces rows of the same key. */
  write(rows: readonly UsageRow[], pause?: Pause): Promise<void>;
  /** The rows that start in the range, in order. */
  read(range: UsageRange): Promise<readonly UsageRow[]>;
  /** The start of the oldest row from a time on. */
  oldest(step: Step, from: number): Promise<number | undefined>;
  /** Notes which connections exist, so that the usage of the others expires. */
  markDeleted(existing: ReadonlySet<string>, time: string): Promise<void>;
  /** Deletes rows of one step that are older than a time. */
  purge(step: Step, before: number, pause?: Pause): Promise<number>;
  /** Deletes the usage of connections that were deleted before a time. */
  purgeDeleted(before: string, pause?: Pause): Promise<number>;
}

const STEPS = [1, 60] as const;
/** After the start of every row. */
const NEVER = 2 ** 31 - 1;
/** Written in one transaction. That takes about 3 ms. */
const BATCH_ROWS = 100;
/** After every name with the prefix. */
const END = '\u{10FFFF}';

export function createUsageTable(store: Store): UsageTable {
  const known = new Map<string, number>();

  const remove = ({ step, before, connection }: Expired, pause?: Pause): Promise<number> => {
    const expired = (limit: number) =>
      store
        .selectFrom('usage')
        .select('start')
        .where((row) => row.and({ step, ...(connection !== undefined && { connection }) }))
        .where('start', '<', before)
        .orderBy('start')
        .limit(limit);
    const removeUntil = (last: number) =>
      store
        .deleteFrom('usage')
        .where((row) => row.and({ step, ...(connection !== undefined && { connection }) }))
        .where('start', '<=', last);
    return purgeInBatches(
      {
        // Rows are small.
        find: async (limit) => (await expired(limit).execute()).map((row) => ({ ...row, bytes: 0 })),
        remove: async (rows) => (await removeUntil(rows.at(-1)?.start ?? 0).executeTakeFirst()).numDeletedRows,
      },
      pause,
    );
  };

  return {
    async idOf(name) {
      const id = known.get(name) ?? (await insertConnection(store, name));
      known.set(name, id);
      return id;
    },
    async ids(prefix) {
      const rows = await store
        .selectFrom('usage_connections')
        .select(['name', 'id'])
        .where('name', '>=', prefix)
        .where('name', '<', prefix + END)
        .orderBy('name')
        .execute();
      return new Map(rows.map(({ name, id }) => [name, id]));
    },
    async write(rows, pause = nextTurn) {
      for (let index = 0; index < rows.length; index += BATCH_ROWS) {
        if (index > 0) await pause();
        await store
          .insertInto('usage')
          .values(rows.slice(index, index + BATCH_ROWS))
          .onConflict((conflict) =>
            conflict.columns(['connection', 'step', 'start', 'writer']).doUpdateSet(({ ref }) => ({
              length: ref('excluded.length'),
              point: ref('excluded.point'),
            })),
          )
          .execute();
      }
    },
    read: ({ connection, step, from, to }) =>
      store
        .selectFrom('usage')
        .selectAll()
        .where('connection', '=', connection)
        .where('step', '=', step)
        .where('start', '>=', from)
        .where('start', '<', to)
        .orderBy('start')
        .execute(),
    async oldest(step, from) {
      const query = store.selectFrom('usage').select('start').where('step', '=', step).where('start', '>=', from);
      return (await query.orderBy('start').limit(1).executeTakeFirst())?.start;
    },
    async markDeleted(existing, time) {
      const rows = await store.selectFrom('usage_connections').select(['name', 'delete_time']).execute();
      for (const { name, delete_time: before } of rows) {
        if (existing.has(name) === (before === null)) continue;
        const deleteTime = before === null ? time : null;
        await store
          .updateTable('usage_connections')
          .set({ delete_time: deleteTime })
          .where('name', '=', name)
          .execute();
      }
    },
    purge: (step, before, pause) => remove({ step, before }, pause),
    async purgeDeleted(before, pause) {
      const query = store.selectFrom('usage_connections').select(['id', 'name']).where('delete_time', '<', before);
      let removed = 0;
      for (const { id, name } of await query.execute()) {
        for (const step of STEPS) removed += await remove({ step, connection: id, before: NEVER }, pause);
        await store.deleteFrom('usage_connections').where('id', '=', id).execute();
        known.delete(name);
      }
      return removed;
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
