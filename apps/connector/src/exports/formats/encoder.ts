/** A row: column -> value. */
export type Row = Readonly<Record<string, unknown>>;

/** Encodes rows in one format. The bytes of all calls, one after the other, are the file. */
export interface Encoder {
  /** The bytes before the first row. */
  begin(): Uint8Array;
  /** The bytes that these rows complete, in blocks; a format that groups rows keeps some back. */
  rows(rows: readonly Row[]): Iterable<Uint8Array>;
  /** The bytes after the last row. */
  end(): Uint8Array;
}
