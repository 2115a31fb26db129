/** A row: column -> value. */
export type Row = Readonly<Record<string, unknown>>;

/** Writes rows as they arrive. */
export interface RowWriter {
  row(row: Row): void;
  /** Ends the output. A table returns the columns that it shows. */
  end(): readonly string[] | undefined;
}
