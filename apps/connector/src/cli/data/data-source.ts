import type { SortBy } from '@twilio-connector/entities';

/** A row: column -> value. */
export type Row = Readonly<Record<string, unknown>>;

/** Which rows of a list. */
interface ListQuery {
  readonly where?: string;
  readonly sortBy?: SortBy;
  readonly limit?: number;
  readonly signal: AbortSignal;
}

/** Which entity a write is about. */
export type Selector = string | { readonly conditions: string };

/** Where the commands find their rows: in this process, or behind a connector. */
export interface DataSource {
  rows(entityType: string, query: ListQuery): AsyncIterable<Row>;
  get(entityType: string, key: string): Promise<Row>;
  /** What the write answers: the whole row where it is known, its key otherwise. */
  create(entityType: string, input: Row): Promise<Row>;
  update(entityType: string, entity: Selector, input: Row): Promise<Row>;
  delete(entityType: string, entity: Selector): Promise<void>;
  /** Requests to Twilio so far. */
  requests(): number;
  close(): Promise<void>;
}
