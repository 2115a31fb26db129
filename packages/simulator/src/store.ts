/** Properties of an entity, in Twilio's own names; instants are numbers of milliseconds. */
export type Values = Readonly<Record<string, unknown>>;

/** One stored entity. One that has no SID at Twilio has another text that is its own. */
export type Row = { readonly sid: string } & Values;

/** The entities of one resource, in the order in which they were made. */
export interface Table {
  readonly size: number;
  /** What tells a row from all others: its SID, or several properties with strokes between them. */
  keyOf(row: Row): string;
  get(key: string): Row | undefined;
  /** Adds a row, or replaces the one of the same key in its place. */
  put(row: Row): Row;
  /** A row with other values; undefined when there is none. */
  update(key: string, values: Values): Row | undefined;
  remove(key: string): boolean;
  /** From the newest, or from just behind a row that is or was here, to the oldest. Undefined for an unknown row. */
  olderThan(key?: string): Iterable<Row> | undefined;
  /** From just before a row towards the newest. */
  newerThan(key: string): Iterable<Row> | undefined;
  /** From the oldest to the newest. */
  oldestFirst(): Iterable<Row>;
}

/** Makes an empty table. A list goes on from a row by its place, so that rows come and go without moving a page. */
export function createTable(properties: readonly string[] = ['sid']): Table {
  const places = new Map<string, number>();
  // Removed rows leave a hole: places stay what they are.
  const slots: (Row | undefined)[] = [];
  let size = 0;

  function* walk(from: number, step: 1 | -1): Iterable<Row> {
    for (let place = from; place >= 0 && place < slots.length; place += step) {
      const row = slots[place];
      if (row) yield row;
    }
  }

  const keyOf = (row: Row): string => properties.map((property) => String(row[property])).join('/');
  const get = (key: string): Row | undefined => slots[places.get(key) ?? -1];
  const replace = (row: Row): Row => (slots[places.get(keyOf(row)) ?? -1] = row);
  return {
    get size() {
      return size;
    },
    keyOf,
    get,
    put(row) {
      const key = keyOf(row);
      if (get(key)) return replace(row);
      places.set(key, slots.length);
      slots.push(row);
      size += 1;
      return row;
    },
    update(key, values) {
      const row = get(key);
      return row && replace({ ...row, ...values, sid: row.sid });
    },
    remove(key) {
      const place = places.get(key);
      if (place === undefined || !slots[place]) return false;
      slots[place] = undefined;
      size -= 1;
      return true;
    },
    olderThan(key) {
      const place = key === undefined ? slots.length : places.get(key);
      return place === undefined ? undefined : walk(place - 1, -1);
    },
    newerThan(key) {
      const place = places.get(key);
      return place === undefined ? undefined : walk(place + 1, 1);
    },
    oldestFirst: () => walk(0, 1),
  };
}
