import type { CompletedPart, SortBy } from '@twilio-connector/entities';
import type { Page } from '../../calls/operations/scans.js';
import type { QueryPlan } from '../../queries/run-query.js';
import type { Row } from '../terminal/row.js';

/** Which rows to read. */
export interface ListQuery {
  readonly where?: string;
  readonly sortBy?: SortBy;
  readonly limit?: number;
  /** Maximum number of requests to Twilio, over all pages. */
  readonly maxRequests?: number;
  /** Maximum number of parents to read when the condition does not name one. */
  readonly allParents?: number;
  readonly signal: AbortSignal;
  /** Takes rows. The list waits for it. */
  readonly onRows: (rows: readonly Row[]) => Promise<void>;
  /** Receives warnings about the rows, such as that Twilio truncated the list. */
  readonly warn: (warning: string) => void;
}

/** Which rows to scan, in any order and in parts. */
export interface ScanQuery extends Pick<ListQuery, 'where' | 'limit' | 'allParents' | 'signal' | 'warn'> {
  /** The parts that an earlier scan completed. */
  readonly completed?: readonly CompletedPart[];
  /** The time on which relative times are based, in milliseconds since 1970. */
  readonly timeMs?: number;
  /** Takes rows. The scan waits for it. */
  readonly onPage: (page: Page) => Promise<void>;
}

/** Which rows to count. */
export interface CountQuery extends Pick<ListQuery, 'where' | 'allParents' | 'signal'> {
  /** Whether to read page after page, without windows. */
  readonly isSerial?: boolean;
  /** Maximum number of requests to Twilio. */
  readonly maxRequests?: number;
}

/** The answer to a query in SQL. */
export interface QueryRows {
  readonly rows: readonly Row[];
  /** How many rows it wrote, and 1 for a call; undefined if it only read. */
  readonly written: number | undefined;
}

/** How a query is answered. */
interface QueryWay {
  readonly maxRows?: number | undefined;
  /** Maximum number of requests to Twilio. */
  readonly maxRequests?: number | undefined;
  readonly signal: AbortSignal;
}

/** The number of rows, and what else should be known about it. */
interface RowCount {
  readonly count: number;
  readonly warnings: readonly string[];
}

/** The scan that reads the rows of a list; undefined if their order or the number of requests matters. */
export function toScan({ sortBy, maxRequests, onRows, ...query }: ListQuery): ScanQuery | undefined {
  if (sortBy !== undefined || maxRequests !== undefined) return undefined;
  return { ...query, onPage: ({ rows }) => onRows(rows) };
}

/** The outcome of a write to many entities; `done + failed.length + notReached` is `found`. */
export interface BulkOutcome {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly { readonly key: string; readonly message: string }[];
  readonly notReached: number;
  /** Why it stopped early. */
  readonly stopped?: string;
}

/** Cancellation and progress of a write to many entities. */
export interface BulkWay {
  readonly signal: AbortSignal;
  readonly onProgress: (outcome: Pick<BulkOutcome, 'found' | 'done'>) => void;
}

/** Where the commands read and write rows: in this process or through a connector. */
export interface DataSource {
  /** Reads a list; resolves when all rows are taken. Without `sortBy` and `limit`, rows come in any order, as fast as the limits allow. */
  rows(entityType: string, query: ListQuery): Promise<void>;
  /** Reads all rows, as fast as the limits allow; resolves when all are taken. */
  scan(entityType: string, query: ScanQuery): Promise<void>;
  count(entityType: string, query: CountQuery): Promise<RowCount>;
  get(entityType: string, key: string, signal: AbortSignal): Promise<Row>;
  /** Answers a query in SQL, which may write. */
  query(sql: string, how: QueryWay): Promise<QueryRows>;
  /** What a query would read and write. Sends nothing. */
  explainQuery(sql: string, how: Pick<QueryWay, 'signal'>): Promise<QueryPlan>;
  /** Returns the whole row as far as Twilio's answer has it. */
  create(entityType: string, input: Row): Promise<Row>;
  update(entityType: string, key: string, input: Row): Promise<Row>;
  delete(entityType: string, key: string): Promise<void>;
  updateMany(entityType: string, where: string, input: Row, way: BulkWay): Promise<BulkOutcome>;
  deleteMany(entityType: string, where: string, way: BulkWay): Promise<BulkOutcome>;
  /** The results of an action. */
  execute(action: string, parameters: Row): Promise<readonly Row[]>;
  /** The bytes of an action that returns a file. */
  download(action: string, parameters: Row): Promise<ReadableStream<Uint8Array>>;
  /** Requests to Twilio so far. */
  requests(): number;
  close(): Promise<void>;
}
