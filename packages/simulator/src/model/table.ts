import type { Row } from './row.js';
import { createSlots, type ValueRange } from './slots.js';

/** The entities of one resource, in the order of their creation. */
export interface Table {
  readonly size: number;
  /** The number of changes made so far. */
  readonly changes: number;
  /** The key that identifies a row: its SID unless the table was created with another key. */
  keyOf(row: Row): string;
  get(key: string): Row | undefined;
  /** Appends a row, or replaces the row with the same key in place. */
  put(row: Row): Row;
  /** Changes values of a row and returns the new row; undefined when the key is unknown. */
  update(key: string, values: Readonly<Record<string, unknown>>): Row | undefined;
  remove(key: string): boolean;
  /**
   * Rows from newest to oldest, starting after the row with the given key, which may have been removed.
   * Undefined when the key was never in the table.
   *
   * @param ranges rows outside of them may be left out, unless they are not settled
   */
  olderThan(key?: string, ranges?: readonly ValueRange[]): Iterable<Row> | undefined;
  /** Rows from oldest to newest, starting after the row with the given key, by the same rules. */
  newerThan(key?: string, ranges?: readonly ValueRange[]): Iterable<Row> | undefined;
  oldestFirst(): Iterable<Row>;
}

/**
 * Creates an empty table.
 *
 * @param isSettled whether a stored row is shown with the values that are stored, whenever that is. Default: every row is
 */
export function createTable(
  keyOf: (row: Row) => string = ({ sid }) => sid,
  isSettled: (row: Row) => boolean = () => true,
): Table {
  const positions = new Map<string, number>();
  // Removing a row leaves a hole, so positions never shift and a page can continue from a removed row.
  const slots = createSlots(isSettled);
  let size = 0;
  let changes = 0;

  const get = (key: string): Row | undefined => slots.get(positions.get(key) ?? -1);
  const replace = (row: Row): Row => {
    slots.set(positions.get(keyOf(row)) ?? -1, row);
    return row;
  };
  return {
    get size() {
      return size;
    },
    get changes() {
      return changes;
    },
    keyOf,
    get,
    put(row) {
      const key = keyOf(row);
      changes += 1;
      if (get(key)) return replace(row);
      positions.set(key, slots.length);
      slots.set(slots.length, row);
      size += 1;
      return row;
    },
    update(key, values) {
      const row = get(key);
      changes += 1;
      return row && replace({ ...row, ...values, sid: row.sid });
    },
    remove(key) {
      const position = positions.get(key);
      if (position === undefined || !slots.get(position)) return false;
      slots.set(position, undefined);
      size -= 1;
      changes += 1;
      return true;
    },
    olderThan(key, ranges) {
      const position = key === undefined ? slots.length : positions.get(key);
      return position === undefined ? undefined : slots.walk(position - 1, -1, ranges);
    },
    newerThan(key, ranges) {
      const position = key === undefined ? -1 : positions.get(key);
      return position === undefined ? undefined : slots.walk(position + 1, 1, ranges);
    },
    oldestFirst: () => slots.walk(0, 1),
  };
}

/** The newest rows of a table, newest first. */
export function newestRows(table: Table, count: number): readonly Row[] {
  const rows: Row[] = [];
  for (const row of table.olderThan() ?? []) {
    if (rows.length === count) break;
    rows.push(row);
  }
  return rows;
}
