import type { SortBy } from '@twilio-connector/entities';
import type { Row } from '../terminal/row-writer.js';

/** Which rows of a list. */
interface ListQuery {
  readonly where?: string;
  readonly sortBy?: SortBy;
  readonly limit?: number;
  /** The most requests to Twilio, over all pages. */
  readonly maxRequests?: number;
  /** The most parents that are walked where the condition names none. */
  readonly allParents?: number;
  readonly signal: AbortSignal;
  /** Told what is to be known of the answer, such as that Twilio cut the list off. */
  readonly warn: (warning: string) => void;
}

/** What became of a write to many entities; `done + failed.length + notReached` is `found`. */
export interface BulkOutcome {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly { readonly key: string; readonly message: string }[];
  readonly notReached: number;
  /** Why it ended before all were reached. */
  readonly stopped?: string;
}

/** How a write to many entities is made. */
export interface BulkWay {
  readonly signal: AbortSignal;
  readonly onProgress: (outcome: Pick<BulkOutcome, 'found' | 'done'>) => void;
}

/** Where the commands find their rows: in this process, or behind a connector. */
export interface DataSource {
  rows(entityType: string, query: ListQuery): AsyncIterable<Row>;
  get(entityType: string, key: string, signal: AbortSignal): Promise<Row>;
  /** What the write answers: the whole row where it is known, its key otherwise. */
  create(entityType: string, input: Row): Promise<Row>;
  update(entityType: string, key: string, input: Row): Promise<Row>;
  delete(entityType: string, key: string): Promise<void>;
  updateMany(entityType: string, where: string, input: Row, way: BulkWay): Promise<BulkOutcome>;
  deleteMany(entityType: string, where: string, way: BulkWay): Promise<BulkOutcome>;
  /** The results of an action. */
  execute(action: string, parameters: Row): Promise<readonly Row[]>;
  /** The bytes of an action that answers some. */
  download(action: string, parameters: Row): Promise<ReadableStream<Uint8Array>>;
  /** Requests to Twilio so far. */
  requests(): number;
  close(): Promise<void>;
}
