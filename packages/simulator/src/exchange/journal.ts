/** One request that the simulator got. */
export interface JournalEntry {
  readonly method: string;
  /** Without the query, and without the product in front that a path of the server may have. */
  readonly path: string;
  /** The product that was asked, where it is not `api`: `/v1/Services` is a path of several. */
  readonly product?: string;
  /** What was answered; 0 when the connection was cut. */
  readonly status: number;
}

/** What was asked, newest last. */
export interface Journal {
  /** How many there were since the start or the last `clear`, also those that are no longer kept. */
  readonly count: number;
  requests(): readonly JournalEntry[];
  clear(): void;
}

/** The journal of a simulator, which writes into it. */
export interface WritableJournal extends Journal {
  record(entry: JournalEntry): void;
}

const KEPT = 10_000;

/** Makes an empty journal that keeps the last 10,000 requests. */
export function createJournal(): WritableJournal {
  let entries: JournalEntry[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    requests: () => entries.slice(-KEPT),
    record(entry) {
      count += 1;
      entries.push(entry);
      // Seldom, so that it costs nothing on the whole.
      if (entries.length >= 2 * KEPT) entries = entries.slice(-KEPT);
    },
    clear() {
      entries = [];
      count = 0;
    },
  };
}
