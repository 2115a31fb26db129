/** A file of a destination, with the changes that one run has found. */
export interface Part {
  /** The name of the file; parts are numbered from 1. */
  readonly file: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly bytes: number;
  /** The SHA-256 of the file in hexadecimal. */
  readonly sha256: string;
  /** The `_sequence` of its first and its last row. */
  readonly sequence: readonly [first: number, last: number];
  /** The time from which the run read, in ISO 8601; null for the whole list. */
  readonly since: string | null;
  /** When the run began and ended, in ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** What Twilio's list leaves out, and values that could not be read. */
  readonly warnings: readonly string[];
}

const NAME = /^\d{6,}\.(?:ndjson|csv|parquet)(?:\.gz|\.zst)?(?:\.draft)?$/;

/** Whether a file of a destination is a part, or what a run has left of one. */
export function isPartName(name: string): boolean {
  return NAME.test(name);
}

/** The name of a part that is not published yet. */
export function draftOf(name: string): string {
  return `${name}.draft`;
}
