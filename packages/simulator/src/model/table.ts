/** One stored entity, in Twilio's own property names; instants are numbers of milliseconds. */
export type Row = { readonly sid: string } & Readonly<Record<string, unknown>>;

/** The value of a property as text; empty for what has no text. */
export function textOf(row: Row | undefined, property: string): string {
  const value = row?.[property];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The entities of one resource, in the order in which they were made. */
export interface Table {
  readonly size: number;
  /** How often anything was put, changed or removed. */
  readonly changes: number;
  /** What tells a row apart: its SID, or what the table was made with. */
  keyOf(row: Row): string;
  get(key: string): Row | undefined;
  /** Adds a row, or replaces the one of the same key in its place. */
  put(row: Row): Row;
  /** A row with other values; undefined when there is none. */
  update(key: string, values: Readonly<Record<string, unknown>>): Row | undefined;
  remove(key: string): boolean;
  /** From the newest, or from just behind a row that is or was here, to the oldest. Undefined for an unknown row. */
  olderThan(key?: string): Iterable<Row> | undefined;
  /** From the oldest, or from just before a row, towards the newest. Undefined for an unknown row. */
  newerThan(key?: string): Iterable<Row> | undefined;
  /** From the oldest to the newest. */
  oldestFirst(): Iterable<Row>;
}

/** Makes an empty table. A list goes on from a row by its place, so that rows come and go without moving a page. */
export function createTable(keyOf: (row: Row) => string = ({ sid }) => sid): Table {
  const places = new Map<string, number>();
  // Removed rows leave a hole: places stay what they are.
  const slots: (Row | undefined)[] = [];
  let size = 0;
  let changes = 0;

  function* walk(from: number, step: 1 | -1): Iterable<Row> {
    for (let place = from; place >= 0 && place < slots.length; place += step) {
      const row = slots[place];
      if (row) yield row;
    }
  }

  const get = (key: string): Row | undefined => slots[places.get(key) ?? -1];
  const replace = (row: Row): Row => (slots[places.get(keyOf(row)) ?? -1] = row);
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
      places.set(key, slots.length);
      slots.push(row);
      size += 1;
      return row;
    },
    update(key, values) {
      const row = get(key);
      changes += 1;
      return row && replace({ ...row, ...values, sid: row.sid });
    },
    remove(key) {
      const place = places.get(key);
      if (place === undefined || !slots[place]) return false;
      slots[place] = undefined;
      size -= 1;
      changes += 1;
      return true;
    },
    olderThan(key) {
      const place = key === undefined ? slots.length : places.get(key);
      return place === undefined ? undefined : walk(place - 1, -1);
    },
    newerThan(key) {
      const place = key === undefined ? -1 : places.get(key);
      return place === undefined ? undefined : walk(place + 1, 1);
    },
    oldestFirst: () => walk(0, 1),
  };
}
