import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import { type Pause, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';
import type { Tables } from '../store/tables.js';

/** A stored row of usage. */
export type UsageRow = Selectable<Tables['usage']>;

/** The lengths of intervals in minutes. */
export const STEPS = [1, 60] as const;
type Step = (typeof STEPS)[number];

/** Which rows to read. Times are in minutes since 1970. */
interface UsageRange {
  readonly connection: number;
  readonly step: Step;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** The rows to delete: those that start before a time, of one connection or of all. */
interface Expired {
  readonly step: Step;
  /** Default: all. */
  readonly before?: number;
  readonly connection?: number;
}

/** The table `usage`. */
export interface UsageTable {
  /** Replaces rows of the same key. */
  write(rows: readonly UsageRow[], pause?: Pause): Promise<void>;
  /** Replaces the rows that start in a range, and others of the same key, in one transaction. */
  replace(range: UsageRange, rows: readonly UsageRow[]): Promise<void>;
  /** The rows that start in the range, in order. */
  read(range: UsageRange): Promise<readonly UsageRow[]>;
  /** The part of the range in which rows start; empty if there are none. */
  extent(range: UsageRange): Promise<{ readonly from: number; readonly to: number }>;
  /** The start of the oldest row from a time on. */
  oldest(step: Step, from: number): Promise<number | undefined>;
  /** @returns the number of deleted rows */
  purge(expired: Expired, pause?: Pause): Promise<number>;
}

/** After the start of every row. */
const NEVER = 2 ** 31 - 1;
/** Written in one transaction. That takes about 3 ms. */
const BATCH_ROWS = 100;

export function createUsageTable(store: Store): UsageTable {
  const within = ({ connection, step, from, to }: UsageRange) =>
    store
      .selectFrom('usage')
      .where((row) => row.and({ connection, step }))
      .where('start', '>=', from)
      .where('start', '<', to);
  return {
    async write(rows, pause = nextTurn) {
      for (let index = 0; index < rows.length; index += BATCH_ROWS) {
        if (index > 0) await pause();
        await replaceRows(store, rows.slice(index, index + BATCH_ROWS));
      }
    },
    replace: ({ connection, step, from, to }, rows) =>
      store.transaction().execute(async (transaction) => {
        const all = transaction.deleteFrom('usage').where((row) => row.and({ connection, step }));
        await all.where('start', '>=', from).where('start', '<', to).execute();
        await replaceRows(transaction, rows);
      }),
    read: (range) => within(range).selectAll().orderBy('start').execute(),
    async extent(range) {
      const starts = within(range).select('start').limit(1);
      const first = await starts.orderBy('start').executeTakeFirst();
      const last = await starts.orderBy('start', 'desc').executeTakeFirst();
      return { from: first?.start ?? 0, to: last === undefined ? 0 : last.start + 1 };
    },
    async oldest(step, from) {
      const query = store.selectFrom('usage').select('start').where('step', '=', step).where('start', '>=', from);
      return (await query.orderBy('start').limit(1).executeTakeFirst())?.start;
    },
    purge: (expired, pause) => purge(store, expired, pause),
  };
}

async function replaceRows(store: Store, rows: readonly UsageRow[]): Promise<void> {
  await store
    .insertInto('usage')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['connection', 'step', 'start', 'writer']).doUpdateSet((row) => ({
        length: row.ref('excluded.length'),
        point: row.ref('excluded.point'),
      })),
    )
    .execute();
}

function purge(store: Store, { step, before = NEVER, connection }: Expired, pause?: Pause): Promise<number> {
  const ofConnection = { step, ...(connection !== undefined && { connection }) };
  const oldest = store
    .selectFrom('usage')
    .select(({ fn }) => ['start', fn<number>('length', ['point']).as('bytes')])
    .where((row) => row.and(ofConnection))
    .where('start', '<', before)
    .orderBy('start');
  const all = store.deleteFrom('usage').where((row) => row.and(ofConnection));
  return purgeInBatches(
    {
      find: (limit) => oldest.limit(limit).execute(),
      async remove(rows) {
        const last = rows.at(-1)?.start ?? 0;
        return (await all.where('start', '<=', last).executeTakeFirst()).numDeletedRows;
      },
    },
    pause,
  );
}
