/** A request that the simulator received. */
export interface JournalEntry {
  readonly method: string;
  /** The path without the query and without the server's product prefix. */
  readonly path: string;
  /** The product, unless it is `api`. Several products share paths such as `/v1/Services`. */
  readonly product?: string;
  /** The status of the response; 0 when the connection was cut. */
  readonly status: number;
}

/** The requests received so far. */
export interface Journal {
  /** The number of requests since the start or the last `clear`, including those no longer kept. */
  readonly count: number;
  /** The most recent requests, newest last. */
  requests(): readonly JournalEntry[];
  clear(): void;
}

/** The journal as the simulator writes it. */
export interface WritableJournal extends Journal {
  record(entry: JournalEntry): void;
}

const MAX_ENTRIES = 10_000;

/** Creates an empty journal that keeps the last 10,000 requests. */
export function createJournal(): WritableJournal {
  let entries: JournalEntry[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    requests: () => entries.slice(-MAX_ENTRIES),
    record(entry) {
      count += 1;
      entries.push(entry);
      // Trimming only at twice the limit keeps the average cost per request negligible.
      if (entries.length >= 2 * MAX_ENTRIES) entries = entries.slice(-MAX_ENTRIES);
    },
    clear() {
      entries = [];
      count = 0;
    },
  };
}
