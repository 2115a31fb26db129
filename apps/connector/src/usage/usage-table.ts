import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import { type Pause, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';
import type { Tables } from '../store/tables.js';
import { noteSummed, readSummedTo, sumAgainFrom } from './summed-to.js';

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
  /** Replaces rows of the same key. Their hours are summed up again if they were before. */
  write(rows: readonly UsageRow[], pause?: Pause): Promise<void>;
  /** Replaces the rows that start in a range by others, in one transaction. */
  replace(range: UsageRange, toRows: (rows: readonly UsageRow[]) => readonly UsageRow[]): Promise<void>;
  /** The rows that start in the range, in order. */
  read(range: UsageRange): Promise<readonly UsageRow[]>;
  /** The part of the range in which rows start; empty if there are none. */
  extent(range: UsageRange): Promise<{ readonly from: number; readonly to: number }>;
  /** The start of the oldest row from a time on. */
  oldest(step: Step, from: number): Promise<number | undefined>;
  /** The minutes that start before this time are in sums, and no others. */
  summedTo(): Promise<number>;
  /** The connections with minutes in a range that were not summed up, or that were written later. */
  unsummed(from: number, to: number): Promise<readonly number[]>;
  /** Notes that a range has been summed up, unless something was written in it meanwhile. */
  noteSummed(from: number, to: number): Promise<void>;
  /** @returns the number of deleted rows */
  purge(expired: Expired, pause?: Pause): Promise<number>;
}

/** The process of rows that are sums. */
export const NO_WRITER = 0;
/** After the start of every row. */
const NEVER = 2 ** 31 - 1;
/** Written in one transaction. That takes about 3 ms. */
const BATCH_ROWS = 100;

export function createUsageTable(store: Store): UsageTable {
  return {
    async write(rows, pause = nextTurn) {
      for (let index = 0; index < rows.length; index += BATCH_ROWS) {
        if (index > 0) await pause();
        const batch = rows.slice(index, index + BATCH_ROWS);
        await store.transaction().execute(async (transaction) => {
          await replaceRows(transaction, batch);
          await sumAgainFrom(transaction, Math.min(...batch.map(({ start }) => start)));
        });
      }
    },
    replace: (range, toRows) =>
      store.transaction().execute(async (transaction) => {
        const rows = toRows(await within(transaction, range).selectAll().execute());
        const { connection, step, from, to } = range;
        const all = transaction.deleteFrom('usage').where((row) => row.and({ connection, step }));
        await all.where('start', '>=', from).where('start', '<', to).execute();
        await replaceRows(transaction, rows);
      }),
    read: (range) => within(store, range).selectAll().orderBy('start').execute(),
    async extent(range) {
      const starts = within(store, range).select('start').limit(1);
      const first = await starts.orderBy('start').executeTakeFirst();
      const last = await starts.orderBy('start', 'desc').executeTakeFirst();
      return { from: first?.start ?? 0, to: last === undefined ? 0 : last.start + 1 };
    },
    async oldest(step, from) {
      const query = store.selectFrom('usage').select('start').where('step', '=', step).where('start', '>=', from);
      return (await query.orderBy('start').limit(1).executeTakeFirst())?.start;
    },
    summedTo: () => readSummedTo(store),
    unsummed: (from, to) => findUnsummed(store, from, to),
    noteSummed: (from, to) =>
      store.transaction().execute(async (transaction) => {
        const [late] = await findUnsummed(transaction, from, to);
        if (late === undefined) await noteSummed(transaction, from, to);
      }),
    purge: (expired, pause) => purge(store, expired, pause),
  };
}

function within(store: Store, { connection, step, from, to }: UsageRange) {
  const rows = store.selectFrom('usage').where((row) => row.and({ connection, step }));
  return rows.where('start', '>=', from).where('start', '<', to);
}

/** A sum joins the minutes of all processes in a row of none. */
async function findUnsummed(store: Store, from: number, to: number): Promise<readonly number[]> {
  const rows = store.selectFrom('usage').select('connection').distinct().where('step', '=', 1);
  const found = await rows
    .where('start', '>=', from)
    .where('start', '<', to)
    .where('writer', '!=', NO_WRITER)
    .execute();
  return found.map(({ connection }) => connection);
}

async function replaceRows(store: Store, rows: readonly UsageRow[]): Promise<void> {
  if (rows.length === 0) return;
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
