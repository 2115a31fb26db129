import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets other work proceed between two batches. Rejects if the purge should end early. */
export type Pause = () => Promise<void>;

/** How a purge proceeds. */
export interface PurgeOptions {
  /** Milliseconds since 1970. Rows are expired relative to this time. */
  readonly now: number;
  /** Default: waits for the next turn of the event loop. */
  readonly pause?: Pause;
}

/** The rows that a purge deletes. */
interface Expired<Row> {
  /** The oldest expired rows, at most `limit`, with their sizes. */
  readonly find: (limit: number) => Promise<readonly Row[]>;
  /** Deletes those of the rows that are still expired. Returns their number. */
  readonly remove: (rows: readonly NoInfer<Row>[]) => Promise<bigint>;
}

/** A batch deletes at most so many rows, and no more bytes unless its first row alone is larger. That takes about 5 ms. */
const BATCH_ROWS = 200;
const BATCH_BYTES = 256 * 1024;

/**
 * Deletes expired rows in batches, because SQLite does nothing else while it deletes.
 *
 * @returns the number of deleted rows
 */
export async function purgeInBatches<Row extends { readonly bytes: number }>(
  { find, remove }: Expired<Row>,
  pause: Pause = nextTurn,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const found = await find(BATCH_ROWS);
    const batch = found.slice(0, Math.max(1, countWithin(BATCH_BYTES, found)));
    const count = batch.length === 0 ? 0 : Number(await remove(batch));
    removed += count;
    // Rows that are found but not deleted would be found again.
    if (count === 0 || (found.length < BATCH_ROWS && batch.length === found.length)) return removed;
    await pause();
  }
}

/** The number of rows from the start that have at most so many bytes together. */
function countWithin(maxBytes: number, rows: readonly { readonly bytes: number }[]): number {
  let bytes = 0;
  const first = rows.findIndex((row) => (bytes += row.bytes) > maxBytes);
  return first === -1 ? rows.length : first;
}
