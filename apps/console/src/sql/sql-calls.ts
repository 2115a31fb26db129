import { queryOptions } from '@tanstack/react-query';
import type { ApiCall } from '../api/http.ts';
import { request } from '../api/http.ts';
import { type PendingWrite, sendKeyed } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { toExplain } from './explain.ts';
import type { Condition } from './read-condition.ts';
import type { WriteReport } from './write-report.ts';

/** A statement and its limits, as its link names them. */
export interface Statement {
  readonly sql: string;
  /** The most rows to return. */
  readonly rows: number;
  /** The most requests to Twilio. Undefined for the limit of the server. */
  readonly maxRequests?: string | undefined;
}

/** A column of a result. */
export interface ResultColumn {
  readonly name: string;
  readonly type?: string;
}

/** How a table was read, or would be. */
export interface TableRead {
  readonly table: string;
  readonly alias: string;
  /** What Twilio is asked to filter by. */
  readonly condition?: Condition;
  /** What PostgreSQL applies to the rows afterwards. */
  readonly filter?: string;
  readonly lookup?: { readonly column: string; readonly values: number };
  readonly lookups?: readonly string[];
  /** Undefined if it depends on what other tables contain. */
  readonly expectedRequests?: number;
  /** Why a LIMIT reads all rows, and what would read fewer. */
  readonly hint?: string;
  readonly requests?: number;
  readonly rows?: number;
}

export type ResultRow = Readonly<Record<string, unknown>>;

interface SqlAnswer {
  readonly results?: readonly ResultRow[];
  readonly metadata?: {
    readonly twilio?: {
      readonly requests?: number;
      readonly columns?: readonly ResultColumn[];
      readonly tables?: readonly TableRead[];
      readonly tag?: string;
      readonly write?: WriteReport;
    };
  };
}

export interface Result {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly requests: number;
  readonly tables: readonly TableRead[];
  /** What PostgreSQL's clients show, such as `DELETE 2`. */
  readonly tag: string | undefined;
  /** What became of each row that the statement wrote. Undefined if it only read. */
  readonly write: WriteReport | undefined;
  /** The statement had been carried out before, and its answer was repeated. */
  readonly isReplayed: boolean;
  readonly durationMs: number;
  /** As many rows as were allowed, so that there may be more. */
  readonly isPartial: boolean;
}

/** What a statement would write. */
export interface WritePlan {
  readonly intent: {
    readonly operation: 'INSERT' | 'UPDATE' | 'DELETE' | 'CALL';
    readonly table?: string;
    readonly procedure?: string;
  };
  /** The columns that are set, or the parameters that are given. */
  readonly columns: readonly string[];
  /** Undefined if the number of rows depends on what is read. */
  readonly rows?: number;
}

/** What EXPLAIN tells, without a request to Twilio. */
export interface Plan {
  readonly tables: readonly TableRead[];
  /** Undefined if the statement only reads. */
  readonly write: WritePlan | undefined;
  /** PostgreSQL's own plan. */
  readonly tree: unknown;
}

export function sqlCall(place: ConnectionPlace, { sql, rows, maxRequests }: Statement): ApiCall {
  const body = { query: { query: sql, maxRows: String(rows) } };
  return { method: 'POST', path: `/v2/${nameOf(place)}:executeSqlQuery`, query: { maxRequests }, body };
}

/** A statement is sent when somebody asks for it, and once: a repetition may cost requests, or change data again. */
const WHEN_ASKED = { staleTime: 0, retry: false, structuralSharing: false } as const;

/**
 * Cancels a write. A row that was sent completes, the rest is not sent, and the answer to the write says what was written.
 *
 * @throws ApiError if it does not run any more
 */
export async function cancelWrite(place: ConnectionPlace, { key }: PendingWrite): Promise<void> {
  const path = `/sql/v1/${nameOf(place)}/statements:cancel`;
  await request({ method: 'POST', path, body: { idempotencyKey: key } });
}

/**
 * A statement that may change data is a write with a key. It goes on when its page is left, since half of it would be done: the
 * signal of a query ends it only if it is looked at. `cancelWrite` ends it.
 */
async function send(call: ApiCall, write: PendingWrite | undefined, context: { readonly signal: AbortSignal }) {
  if (write) return sendKeyed<SqlAnswer>(write);
  return { body: await request<SqlAnswer>({ ...call, signal: context.signal }), isReplayed: false };
}

export const resultQuery = (place: ConnectionPlace, statement: Statement, keyed?: PendingWrite) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: ['sql', nameOf(place), statement],
    queryFn: async (context): Promise<Result> => {
      const startedAt = performance.now();
      const { body, isReplayed } = await send(sqlCall(place, statement), keyed, context);
      const { results = [], metadata } = body;
      const { columns = [], requests = 0, tables = [], tag, write } = metadata?.twilio ?? {};
      const isPartial = results.length === statement.rows;
      const durationMs = performance.now() - startedAt;
      return { columns, rows: results, requests, tables, tag, write, isReplayed, durationMs, isPartial };
    },
  });

type Explained = { readonly Twilio?: readonly TableRead[]; readonly Plan?: unknown } & Partial<WritePlan> & {
    readonly reads?: readonly TableRead[];
  };

interface ExplainRow {
  readonly 'QUERY PLAN'?: readonly Explained[];
}

export const planQuery = (place: ConnectionPlace, sql: string) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: ['sqlPlan', nameOf(place), sql],
    queryFn: async ({ signal }): Promise<Plan> => {
      const call = sqlCall(place, { sql: toExplain(sql), rows: 1 });
      const { results = [] } = await request<{ readonly results?: readonly ExplainRow[] }>({ ...call, signal });
      const { Twilio, reads = [], intent, columns = [], rows, Plan: tree } = results[0]?.['QUERY PLAN']?.[0] ?? {};
      const write = intent && { intent, columns, ...(rows !== undefined && { rows }) };
      return { tables: Twilio ?? reads, write, tree };
    },
  });
