import { queryOptions } from '@tanstack/react-query';
import type { ApiCall } from '../api/http.ts';
import { request } from '../api/http.ts';
import { sendWrite } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import type { Condition } from './read-condition.ts';
import { mayChangeData } from './statement-kind.ts';

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
  readonly durationMs: number;
  /** As many rows as were allowed, so that there may be more. */
  readonly isPartial: boolean;
}

/** What EXPLAIN tells, without a request to Twilio. */
export interface Plan {
  readonly tables: readonly TableRead[];
  /** PostgreSQL's own plan. */
  readonly tree: unknown;
}

export function sqlCall(place: ConnectionPlace, { sql, rows, maxRequests }: Statement): ApiCall {
  const body = { query: { query: sql, maxRows: String(rows) } };
  return { method: 'POST', path: `/v2/${nameOf(place)}:executeSqlQuery`, query: { maxRequests }, body };
}

/** A statement is sent when somebody asks for it, and once: a repetition may cost requests, or change data again. */
const WHEN_ASKED = { staleTime: 0, retry: false } as const;

/**
 * A statement that may change data has a key, so that it can be sent again if no answer arrives. It goes on when its page is left, since
 * half of it would be done: the signal of a query ends it only if it is looked at.
 */
async function send(call: ApiCall, sql: string, context: { readonly signal: AbortSignal }): Promise<SqlAnswer> {
  if (!mayChangeData(sql)) return request<SqlAnswer>({ ...call, signal: context.signal });
  const { body } = await sendWrite<SqlAnswer>(TITLE, call);
  return body;
}

const TITLE = 'A statement in SQL';

export const resultQuery = (place: ConnectionPlace, statement: Statement) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: ['sql', nameOf(place), statement],
    queryFn: async (context): Promise<Result> => {
      const startedAt = performance.now();
      const { results = [], metadata } = await send(sqlCall(place, statement), statement.sql, context);
      const { columns = [], requests = 0, tables = [], tag } = metadata?.twilio ?? {};
      const isPartial = results.length === statement.rows;
      const durationMs = performance.now() - startedAt;
      return { columns, rows: results, requests, tables, tag, durationMs, isPartial };
    },
  });

interface ExplainRow {
  readonly 'QUERY PLAN'?: readonly { readonly Twilio?: readonly TableRead[]; readonly Plan?: unknown }[];
}

export const planQuery = (place: ConnectionPlace, sql: string) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: ['sqlPlan', nameOf(place), sql],
    queryFn: async ({ signal }): Promise<Plan> => {
      const call = sqlCall(place, { sql: EXPLAIN + sql, rows: 1 });
      const { results = [] } = await request<{ readonly results?: readonly ExplainRow[] }>({ ...call, signal });
      const [explained] = results[0]?.['QUERY PLAN'] ?? [];
      return { tables: explained?.Twilio ?? [], tree: explained?.Plan };
    },
  });

/** Positions in a mistake of the server are behind it. */
export const EXPLAIN = 'EXPLAIN (FORMAT JSON) ';
