import type { Database, QueryOptions, TablePlan, TableReport, WritePlan, WriteReport } from '@twilio-connector/sql';
import type { OperationContext } from '../calls/call.js';
import type { Runtime } from '../runtime/runtime.js';
import { tablesOf } from './entity-tables.js';
import { openDatabase, statementPorts } from './open-database.js';
import { toConnectorError } from './query-error.js';
import { type Answer, toAnswer } from './result-rows.js';
import { runCancellable } from './running-statements.js';

/** A query in SQL. */
export type SqlQuery = Pick<QueryOptions, 'parameters' | 'parameterTypes' | 'maxRows' | 'maxRequests' | 'timeoutMs'> & {
  readonly sql: string;
};

/** The rows of a query, and how its tables were read. */
export interface QueryAnswer extends Answer {
  /** What PostgreSQL's clients show, such as `INSERT 0 2`. */
  readonly tag: string;
  readonly requests: number;
  readonly tables: readonly TableReport[];
  /** What became of each row that the query wrote; absent if it only read. */
  readonly write?: WriteReport;
}

/** What a query would do. */
export type QueryPlan = Partial<WritePlan> & {
  /** How tables would be read. */
  readonly reads: readonly TablePlan[];
};

/** Answers a query over the entity types of a connection as tables, or writes them. @throws ConnectorError */
export async function runQuery(
  runtime: Runtime,
  { sql, ...options }: SqlQuery,
  context: OperationContext,
): Promise<QueryAnswer> {
  const result = await answer(runtime, (database) =>
    runCancellable(runtime.connection.name, context, (cancellable) =>
      database.query(sql, { ...options, ...statementPorts(runtime, sql, cancellable) }),
    ),
  );
  const { tag, requests, tables, write } = result;
  return { ...toAnswer(result, tablesOf(runtime).propertyOf), tag, requests, tables, ...(write && { write }) };
}

/** Returns what a query would do, and sends no request. @throws ConnectorError */
export function explainQuery(
  runtime: Runtime,
  { sql, ...options }: SqlQuery,
  { signal }: OperationContext,
): Promise<QueryPlan> {
  const query = { ...options, signal };
  return answer(
    runtime,
    async (database) => (await database.explainWrite(sql, query)) ?? { reads: await database.explain(sql, query) },
  );
}

async function answer<T>(runtime: Runtime, query: (database: Database) => Promise<T>): Promise<T> {
  const { isSqlError } = await import('@twilio-connector/sql');
  const database = await openDatabase(runtime);
  try {
    return await query(database);
  } catch (error) {
    throw isSqlError(error) ? toConnectorError(error) : error;
  }
}
