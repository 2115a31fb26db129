/** One stored entity, in Twilio's own property names; instants are numbers of milliseconds. */
export type Row = { readonly sid: string } & Readonly<Record<string, unknown>>;

/** The entities of one resource, in the order in which they were made. */
export interface Table {
  readonly size: number;
  get(sid: string): Row | undefined;
  /** Adds a row, or replaces the one of the same SID in its place. */
  put(row: Row): Row;
  /** A row with other values; undefined when there is none. */
  update(sid: string, values: Readonly<Record<string, unknown>>): Row | undefined;
  remove(sid: string): boolean;
  /** From the newest, or from just behind a row that is or was here, to the oldest. Undefined for an unknown row. */
  olderThan(sid?: string): Iterable<Row> | undefined;
  /** From just before a row towards the newest. */
  newerThan(sid: string): Iterable<Row> | undefined;
  /** From the oldest to the newest. */
  oldestFirst(): Iterable<Row>;
}

/** Makes an empty table. A list goes on from a row by its place, so that rows come and go without moving a page. */
export function createTable(): Table {
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

  const get = (sid: string): Row | undefined => slots[places.get(sid) ?? -1];
  const replace = (row: Row): Row => (slots[places.get(row.sid) ?? -1] = row);
  return {
    get size() {
      return size;
    },
    get,
    put(row) {
      if (get(row.sid)) return replace(row);
      places.set(row.sid, slots.length);
      slots.push(row);
      size += 1;
      return row;
    },
    update(sid, values) {
      const row = get(sid);
      return row && replace({ ...row, ...values, sid });
    },
    remove(sid) {
      const place = places.get(sid);
      if (place === undefined || !slots[place]) return false;
      slots[place] = undefined;
      size -= 1;
      return true;
    },
    olderThan(sid) {
      const place = sid === undefined ? slots.length : places.get(sid);
      return place === undefined ? undefined : walk(place - 1, -1);
    },
    newerThan(sid) {
      const place = places.get(sid);
      return place === undefined ? undefined : walk(place + 1, 1);
    },
    oldestFirst: () => walk(0, 1),
  };
}
