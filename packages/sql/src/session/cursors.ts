import type { ResultColumn } from '../execution/result-columns.js';
import { SqlError } from '../errors.js';

type Rows = readonly (readonly (string | null)[])[];

/** The result of a query that is fetched in parts. */
export interface Cursor {
  readonly columns: readonly ResultColumn[];
  readonly rows: Rows;
  /** Whether it outlives its transaction. */
  readonly isHeld: boolean;
}

/** The rows that the cursors of a session hold together. */
const MAX_ROWS = 100_000;

/** Sets memory aside. Returns how to give it back. Throws if there is too little. */
export type Hold = (bytes: number) => () => void;

interface OpenCursor extends Cursor {
  position: number;
  readonly release: () => void;
}

/** The cursors that a session declared. */
export class Cursors {
  readonly #open = new Map<string, OpenCursor>();
  readonly #hold: Hold;

  constructor(hold: Hold) {
    this.#hold = hold;
  }

  /** @throws SqlError */
  open(name: string, cursor: Cursor): void {
    if (this.#open.has(name)) throw new SqlError('42P03', `cursor "${name}" already exists`);
    const held = [...this.#open.values()].reduce((sum, { rows }) => sum + rows.length, cursor.rows.length);
    if (held > MAX_ROWS) {
      throw new SqlError('53400', `The cursors of the session would hold ${held} rows; at most ${MAX_ROWS} are kept.`, {
        hint: 'Close cursors, add a LIMIT, or read the result without a cursor.',
      });
    }
    this.#open.set(name, { ...cursor, position: 0, release: this.#hold(bytesOf(cursor.rows)) });
  }

  /** Takes the next rows of a cursor. @throws SqlError */
  fetch(name: string, count: number): Pick<Cursor, 'columns' | 'rows'> {
    const cursor = this.#find(name);
    const rows = cursor.rows.slice(cursor.position, cursor.position + count);
    cursor.position += rows.length;
    return { columns: cursor.columns, rows };
  }

  has(name: string): boolean {
    return this.#open.has(name);
  }

  columnsOf(name: string): readonly ResultColumn[] {
    return this.#find(name).columns;
  }

  /** @throws SqlError */
  close(name: string): void {
    this.#find(name).release();
    this.#open.delete(name);
  }

  closeAll(): void {
    for (const name of this.#open.keys()) this.close(name);
  }

  /** Closes the cursors that do not outlive their transaction. */
  endTransaction(): void {
    for (const [name, { isHeld }] of this.#open) if (!isHeld) this.close(name);
  }

  #find(name: string): OpenCursor {
    const found = this.#open.get(name);
    if (!found) throw new SqlError('34000', `cursor "${name}" does not exist`);
    return found;
  }
}

/** What a row, or a value of it, takes besides texts. */
const ITEM_BYTES = 32;

const bytesOf = (rows: Rows): number =>
  rows.reduce(
    (sum, row) => sum + row.reduce((bytes, value) => bytes + ITEM_BYTES + (value?.length ?? 0), ITEM_BYTES),
    0,
  );
