import {
  addHistogram,
  createHistogram,
  fromStoredHistogram,
  type Histogram,
  type StoredHistogram,
  toStoredHistogram,
} from './histogram.js';

/** The counts of one connection in an interval. */
export interface Counts {
  /** HTTP attempts at Twilio by outcome: the status, or an error code such as `ECONNRESET` if there was no answer. */
  readonly transactions: Map<number | string, number>;
  /** Transactions that had to wait for a slot. */
  throttled: number;
  /** Calls that the queue refused. */
  refused: number;
  /** Transactions after the first one of a request. */
  retries: number;
  /** The time that transactions waited for a slot. */
  readonly waits: Histogram;
  /** The time from the start of a transaction to the end of Twilio's answer. */
  readonly latencies: Histogram;
  /** Calls by `callKey`. */
  readonly calls: Map<string, number>;
}

export function createCounts(): Counts {
  return {
    transactions: new Map(),
    throttled: 0,
    refused: 0,
    retries: 0,
    waits: createHistogram(),
    latencies: createHistogram(),
    calls: new Map(),
  };
}

/** The labels of a call. */
export interface CallLabels {
  /** Such as `LIST`. */
  readonly operation: string;
  /** The entity type or the action. */
  readonly type: string;
  /** `OK`, or a canonical code. */
  readonly status: string;
}

/** Operations, types and statuses have no tabs. */
const SEPARATOR = '\t';

export function callKey({ operation, type, status }: CallLabels): string {
  return operation + SEPARATOR + type + SEPARATOR + status;
}

export function callLabels(key: string): CallLabels {
  const [operation = '', type = '', status = ''] = key.split(SEPARATOR);
  return { operation, type, status };
}

/** An interval counts only so many keys apart, so that its size has a bound. */
const MAX_KEYS = 500;
const OTHER = 'OTHER';

/** Adds to the count of a key; to that of `OTHER` if there are too many keys. */
export function count<K>(counts: Map<K | string, number>, key: K, by = 1): void {
  const before = counts.get(key);
  if (before === undefined && counts.size >= MAX_KEYS) counts.set(OTHER, (counts.get(OTHER) ?? 0) + by);
  else counts.set(key, (before ?? 0) + by);
}

export function addCounts(to: Counts, from: Counts): void {
  for (const [key, by] of from.transactions) count(to.transactions, key, by);
  for (const [key, by] of from.calls) count(to.calls, key, by);
  to.throttled += from.throttled;
  to.refused += from.refused;
  to.retries += from.retries;
  addHistogram(to.waits, from.waits);
  addHistogram(to.latencies, from.latencies);
}

/** Whether nothing was counted. */
export function isEmpty({ transactions, calls, refused }: Counts): boolean {
  return transactions.size === 0 && calls.size === 0 && refused === 0;
}

/** Counts as JSON. What is zero is left out. */
export interface StoredCounts {
  readonly transactions?: readonly (readonly [number | string, number])[];
  readonly throttled?: number;
  readonly refused?: number;
  readonly retries?: number;
  readonly waits?: StoredHistogram;
  readonly latencies?: StoredHistogram;
  readonly calls?: readonly (readonly [string, number])[];
}

export function toStoredCounts({ transactions, calls, waits, latencies, ...counts }: Counts): StoredCounts {
  const { throttled, refused, retries } = counts;
  return {
    ...(transactions.size > 0 && { transactions: [...transactions] }),
    ...(throttled > 0 && { throttled }),
    ...(refused > 0 && { refused }),
    ...(retries > 0 && { retries }),
    ...(waits.count > 0 && { waits: toStoredHistogram(waits) }),
    ...(latencies.count > 0 && { latencies: toStoredHistogram(latencies) }),
    ...(calls.size > 0 && { calls: [...calls] }),
  };
}

/** A reader mostly needs one of the counts, so each is made when it is read. */
export function fromStoredCounts(stored: StoredCounts): Counts {
  const { throttled = 0, refused = 0, retries = 0, waits, latencies } = stored;
  return {
    throttled,
    refused,
    retries,
    get transactions() {
      return new Map(stored.transactions);
    },
    get waits() {
      return waits ? fromStoredHistogram(waits) : createHistogram();
    },
    get latencies() {
      return latencies ? fromStoredHistogram(latencies) : createHistogram();
    },
    get calls() {
      return new Map(stored.calls);
    },
  };
}
