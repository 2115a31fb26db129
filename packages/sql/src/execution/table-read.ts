import type { Condition, Row, Scan, ScanPage } from '../catalog/scan.js';
import type { SlotRows } from '../engine/engine.js';
import type { PlannedScan } from '../plan/analyze.js';
import type { Budget } from './budget.js';
import { createRowEncoder, toText } from './copy-text.js';

/** What a read needs of the statement that it belongs to. */
export interface ReadContext {
  readonly scan: Scan;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  /** The columns of each slot whose values other slots are looked up by. */
  readonly keyColumns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a table may be read without the values that it requires. */
  readonly allowsParentScan: boolean;
  /** Called for each page that was read, with what was read of its table, and the requests of the whole statement. */
  readonly onPage?: ((table: string, rows: number, requests: number) => void) | undefined;
}

interface Part {
  readonly condition: Condition | undefined;
  readonly order: 'natural' | 'any';
  readonly limit?: number | undefined;
  /** Only rows with one of these values in a column count. */
  readonly lookup?: { readonly column: string; readonly keys: ReadonlySet<string> } | undefined;
}

/** The rows of a slot, as far as they have been read. */
export class TableRead {
  readonly planned: PlannedScan;
  readonly #context: ReadContext;
  readonly #encode: (rows: readonly Row[]) => Uint8Array;
  #pages: AsyncIterator<ScanPage> | undefined;
  #lookup: Part['lookup'];
  #parts: Uint8Array[] = [];
  #keys = new Map<string, Set<string>>();
  rowCount = 0;
  pageCount = 0;
  requests = 0;
  /** Whether all rows have been read that the statement can need. */
  isWhole = false;

  constructor(planned: PlannedScan, context: ReadContext) {
    this.planned = planned;
    this.#context = context;
    this.#encode = createRowEncoder(planned.table.columns, planned.usedColumns);
  }

  get allowsParentScan(): boolean {
    return this.#context.allowsParentScan;
  }

  get rows(): SlotRows {
    return this.#parts;
  }

  /** The values of a column in the rows that have been read, without null. */
  keysOf(column: string): ReadonlySet<string> {
    return this.#keys.get(column) ?? new Set();
  }

  /** Starts a read. */
  open({ condition, order, limit, lookup }: Part): void {
    this.#lookup = lookup;
    const { scan, budget, signal, allowsParentScan } = this.#context;
    const { table, usedColumns: columns } = this.planned;
    const request = { condition, columns, order, limit, maxRequests: budget.left, signal, allowsParentScan };
    this.#pages = scan(table.name, request)[Symbol.asyncIterator]();
  }

  /** Reads up to `count` more pages. @returns whether that was the last one */
  async read(count: number): Promise<boolean> {
    for (let read = 0; read < count && this.#pages; read += 1) {
      const next = await this.#pages.next();
      this.#context.signal.throwIfAborted();
      if (next.done) this.#pages = undefined;
      else this.#take(next.value);
      if (next.value?.isLast) await this.stop();
    }
    return this.#pages === undefined;
  }

  /** Reads everything of one part. */
  async readAll(part: Part): Promise<void> {
    this.open(part);
    await this.read(Number.POSITIVE_INFINITY);
  }

  /** Ends a read early, and forgets its rows. */
  async discard(): Promise<void> {
    await this.stop();
    this.#parts = [];
    this.#keys = new Map();
    this.rowCount = 0;
  }

  /** Ends a read early. */
  async stop(): Promise<void> {
    const pages = this.#pages;
    this.#pages = undefined;
    await pages?.return?.();
  }

  #take({ rows: returned, requests }: ScanPage): void {
    const { table } = this.planned;
    const rows = this.#wanted(returned);
    this.requests += requests;
    this.pageCount += 1;
    this.#context.budget.spend(requests, table.name);
    this.rowCount += rows.length;
    this.#context.onPage?.(table.name, this.rowCount, this.#context.budget.spent);
    if (rows.length === 0) return;
    this.#parts.push(this.#encode(rows));
    for (const column of this.#context.keyColumns.get(this.planned.slot) ?? []) this.#collect(column, rows);
  }

  /** A source may return more rows than it is asked for, and so the same row in two lookups. */
  #wanted(rows: readonly Row[]): readonly Row[] {
    const lookup = this.#lookup;
    if (!lookup) return rows;
    const property = this.#propertyOf(lookup.column);
    return rows.filter((row) => lookup.keys.has(toText(row[property])));
  }

  #propertyOf(column: string): string {
    return this.planned.table.columns.find(({ name }) => name === column)?.property ?? column;
  }

  #collect(column: string, rows: readonly Row[]): void {
    const property = this.#propertyOf(column);
    const keys = this.#keys.get(column) ?? new Set();
    this.#keys.set(column, keys);
    for (const row of rows) {
      const value = row[property];
      if (value !== null && value !== undefined) keys.add(toText(value));
    }
  }
}
