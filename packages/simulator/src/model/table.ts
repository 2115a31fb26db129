/** A stored entity, with Twilio's property names. Instants are numbers of milliseconds. */
export type Row = { readonly sid: string } & Readonly<Record<string, unknown>>;

/** A property's value as text; empty when the value is not a string, number or boolean. */
export function textOf(row: Row | undefined, property: string): string {
  const value = row?.[property];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The values of a numeric property from one value to before another. */
export interface ValueRange {
  readonly property: string;
  readonly from: number;
  readonly before: number;
}

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

/** A walk leaves out so many rows at once if none of them is in its ranges. */
const BLOCK = 512;

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
  const slots: (Row | undefined)[] = [];
  let size = 0;
  let changes = 0;

  /** The least and the greatest value of a property in each block; undefined where a block was not asked for or has changed. */
  const extents = new Map<string, (Extent | undefined)[]>();

  function* walk(from: number, step: 1 | -1, ranges: readonly ValueRange[] = []): Iterable<Row> {
    for (let position = from, last = -1; position >= 0 && position < slots.length; position += step) {
      const block = Math.floor(position / BLOCK);
      if (block !== last && !ranges.every((range) => overlaps(range, extentOf(block, range.property)))) {
        position = step < 0 ? block * BLOCK : (block + 1) * BLOCK - 1;
        continue;
      }
      last = block;
      const row = slots[position];
      if (row) yield row;
    }
  }

  function extentOf(block: number, property: string): Extent {
    const known = extents.get(property) ?? [];
    extents.set(property, known);
    const read = () => {
      const rows = slots.slice(block * BLOCK, (block + 1) * BLOCK).filter((row) => row !== undefined);
      return rows.every(isSettled) ? toExtent(rows, property) : EVERYTHING;
    };
    return (known[block] ??= read());
  }

  function set(position: number, row: Row | undefined): void {
    slots[position] = row;
    for (const known of extents.values()) known[Math.floor(position / BLOCK)] = undefined;
  }

  const get = (key: string): Row | undefined => slots[positions.get(key) ?? -1];
  const replace = (row: Row): Row => {
    set(positions.get(keyOf(row)) ?? -1, row);
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
      set(slots.length, row);
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
      if (position === undefined || !slots[position]) return false;
      set(position, undefined);
      size -= 1;
      changes += 1;
      return true;
    },
    olderThan(key, ranges) {
      const position = key === undefined ? slots.length : positions.get(key);
      return position === undefined ? undefined : walk(position - 1, -1, ranges);
    },
    newerThan(key, ranges) {
      const position = key === undefined ? -1 : positions.get(key);
      return position === undefined ? undefined : walk(position + 1, 1, ranges);
    },
    oldestFirst: () => walk(0, 1),
  };
}

interface Extent {
  readonly least: number;
  readonly greatest: number;
}

const EVERYTHING: Extent = { least: Number.NEGATIVE_INFINITY, greatest: Number.POSITIVE_INFINITY };

/** Rows without a number are in no range. */
function toExtent(rows: readonly Row[], property: string): Extent {
  const numbers = rows.map((row) => row[property]).filter((value) => typeof value === 'number');
  return { least: Math.min(...numbers), greatest: Math.max(...numbers) };
}

function overlaps({ from, before }: ValueRange, { least, greatest }: Extent): boolean {
  return greatest >= from && least < before;
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
