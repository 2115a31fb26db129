/** How many pages a table has, as far as reads have shown. */
export interface TableSize {
  readonly pages: number;
  /** Whether there are no more. */
  readonly isWhole: boolean;
}

/** Remembers the sizes of tables from one statement to the next, to decide how to read them. */
export class TableSizes {
  readonly #sizes = new Map<string, TableSize>();

  of(table: string): TableSize | undefined {
    return this.#sizes.get(table);
  }

  /** Records a read without conditions. */
  record(table: string, size: TableSize): void {
    const known = this.#sizes.get(table);
    if (size.isWhole || !known || size.pages > known.pages) this.#sizes.set(table, size);
  }
}
