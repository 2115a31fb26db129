/**
 * The rows of an answer. They are written one by one, and each is dropped when it is written, so that an answer of many rows
 * never exists a second time as text.
 */
export class RowList {
  readonly length: number;
  readonly #rows: unknown[];
  readonly #toItem: (row: never) => unknown;
  #taken = 0;

  /** @param toItem converts a row to its JSON in the answer. Default: unchanged */
  constructor(rows: readonly unknown[], toItem: (row: never) => unknown = (row) => row) {
    this.length = rows.length;
    this.#rows = [...rows];
    this.#toItem = toItem;
  }

  /** The number of rows that were not taken yet. */
  get left(): number {
    return this.length - this.#taken;
  }

  /** Yields the items. Each row can be taken once. */
  *take(): Generator<unknown> {
    while (this.left > 0) {
      const row = this.#rows[this.#taken];
      this.#rows[this.#taken] = undefined;
      this.#taken += 1;
      yield this.#toItem(row as never);
    }
  }
}
