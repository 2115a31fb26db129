import type * as Sql from '@twilio-connector/sql';
import type {
  Database,
  Engine,
  QueryOptions,
  TablePlan,
  TableReport,
  WritePlan,
  WriteReport,
} from '@twilio-connector/sql';
import type { Access } from '../access/permissions.js';
import type { OperationContext } from '../calls/call.js';
import type { Runtime } from '../runtime/runtime.js';
import { tablesOf } from './entity-tables.js';
import { createEntityWriter } from './entity-writer.js';
import { toConnectorError } from './query-error.js';
import { type Answer, toAnswer } from './result-rows.js';
import { createEntityScan } from './scan-entities.js';

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

/** The access that a query needs. */
export const QUERY_ACCESS = {
  permission: 'connectors.connections.executeSqlQuery',
  audit: 'DATA_READ',
} as const satisfies Access;

// One PostgreSQL for all connections of the process: it keeps nothing between two queries, and starts with the first one.
let engine: Engine | undefined;

/** Answers a query over the entity types of a connection as tables, or writes them. @throws ConnectorError */
export async function runQuery(
  runtime: Runtime,
  { sql, ...options }: SqlQuery,
  context: OperationContext,
): Promise<QueryAnswer> {
  const sqlPackage = await import('@twilio-connector/sql');
  const database = databaseOf(sqlPackage, runtime, { sql, context });
  const { signal, parts } = context;
  const query = { ...options, signal, idempotencyKey: parts.idempotencyKey };
  const result = await answer(sqlPackage, () => database.query(sql, query));
  const { tag, requests, tables, write } = result;
  return { ...toAnswer(result, tablesOf(runtime).propertyOf), tag, requests, tables, ...(write && { write }) };
}

/** Returns what a query would do, and sends no request. @throws ConnectorError */
export async function explainQuery(
  runtime: Runtime,
  { sql, ...options }: SqlQuery,
  context: OperationContext,
): Promise<QueryPlan> {
  const sqlPackage = await import('@twilio-connector/sql');
  const database = databaseOf(sqlPackage, runtime, { sql, context });
  const query = { ...options, signal: context.signal };
  return answer(
    sqlPackage,
    async () => (await database.explainWrite(sql, query)) ?? { reads: await database.explain(sql, query) },
  );
}

function databaseOf(
  { createDatabase, createPgliteEngine }: typeof Sql,
  runtime: Runtime,
  { sql, context }: { readonly sql: string; readonly context: OperationContext },
): Database {
  const { origin, onAttempt, reserve, onSubject } = context;
  return createDatabase({
    engine: (engine ??= createPgliteEngine()),
    catalog: tablesOf(runtime).catalog,
    scan: createEntityScan(runtime, {
      origin,
      onAttempt,
      reserve,
      onRead: ({ name }) => onSubject({ operation: 'LIST', entityType: name }, { query: sql }),
    }),
    writer: createEntityWriter(runtime, sql, context),
  });
}

async function answer<T>({ isSqlError }: typeof Sql, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    throw isSqlError(error) ? toConnectorError(error) : error;
  }
}
