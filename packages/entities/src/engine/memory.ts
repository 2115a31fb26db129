import type { CallOptions } from '../model/request.js';

type Row = Readonly<Record<string, unknown>>;

/** Estimates the memory of one call from the rows that it reads, and reserves it with the caller. */
export interface Memory {
  /** The estimate for one row. */
  readonly rowBytes: number;
  /** Counts a row that was read. */
  countRow(row: Row): void;
  /** Sets how much the call holds in addition to the rows of the list in progress. */
  holdBesides(bytes: number): void;
  /** Reserves the memory for the next request of a list. Throws when the caller refuses. */
  beforeRequest(list: ListInProgress): void;
  /** Reserves the memory for what the call holds and nothing more. */
  hold(bytes: number): void;
}

/** How far a list has come, in rows. */
interface ListInProgress {
  readonly held: number;
  /** How many rows it may still add. */
  readonly missing: number;
  /** How many rows the next request returns at most. */
  readonly page: number;
}

/** A row of unknown size: more than most rows have, but not the largest. */
const UNKNOWN_ROW_BYTES = 2048;
/** The rest of a list may have larger rows than its beginning. */
const MARGIN = 1.25;
/** While a page is read, its text and its records exist beside its rows. */
const COPIES_OF_PAGE = 2;

export function createMemory(reserve: CallOptions['reserve']): Memory {
  let [rows, bytes, besides] = [0, 0, 0];
  const rowBytes = () => (rows === 0 ? UNKNOWN_ROW_BYTES : bytes / rows);
  return {
    get rowBytes() {
      return rowBytes();
    },
    countRow(row) {
      if (!reserve) return;
      rows += 1;
      bytes += bytesOf(row);
    },
    holdBesides(added) {
      besides = added;
    },
    beforeRequest({ held, missing, page }) {
      // Most lists end with their first page. Whether more follows, and how large the rows are, is known after it.
      const wanted = rows === 0 ? Math.min(missing, page) : missing;
      const expected = (wanted + COPIES_OF_PAGE * page) * rowBytes() * MARGIN;
      reserve?.({ held: besides + held * rowBytes(), expected });
    },
    hold(held) {
      reserve?.({ held: besides + held, expected: 0 });
    },
  };
}

const SHORT = 64;

/** Estimates the memory of a JSON value in V8: within a tenth of what it measures for the rows of most entity types. */
export function bytesOf(value: unknown): number {
  // A long text may take two bytes per character. Counting the bytes of short ones would cost more than it tells.
  if (typeof value === 'string') return 24 + (value.length < SHORT ? value.length : Buffer.byteLength(value));
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 56;
  for (const name in value) bytes += 16 + bytesOf((value as Row)[name]);
  return bytes;
}
