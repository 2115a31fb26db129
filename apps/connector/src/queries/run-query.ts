import type * as Sql from '@twilio-connector/sql';
import type { Database, Engine, QueryOptions, QueryResult, TableReport } from '@twilio-connector/sql';
import type { Access } from '../access/permissions.js';
import type { OperationContext } from '../calls/call.js';
import type { Runtime } from '../runtime/runtime.js';
import { tablesOf } from './entity-tables.js';
import { toConnectorError } from './query-error.js';
import { type Answer, toAnswer } from './result-rows.js';
import { createEntityScan } from './scan-entities.js';

/** A query in SQL. */
export type SqlQuery = Pick<QueryOptions, 'parameters' | 'parameterTypes' | 'maxRows' | 'maxRequests' | 'timeoutMs'> & {
  readonly sql: string;
};

/** The rows of a query, and how its tables were read. */
export interface QueryAnswer extends Answer {
  readonly requests: number;
  readonly tables: readonly TableReport[];
}

/** The access that a query needs. */
export const QUERY_ACCESS = {
  permission: 'connectors.connections.executeSqlQuery',
  audit: 'DATA_READ',
} as const satisfies Access;

// One PostgreSQL for all connections of the process: it keeps nothing between two queries, and starts with the first one.
let engine: Engine | undefined;

/** Answers a query over the entity types of a connection as tables. @throws ConnectorError */
export async function runQuery(
  runtime: Runtime,
  { sql, ...options }: SqlQuery,
  context: OperationContext,
): Promise<QueryAnswer> {
  const sqlPackage = await import('@twilio-connector/sql');
  const database = databaseOf(sqlPackage, runtime, { sql, context });
  const result = await answer(sqlPackage, () => database.query(sql, { ...options, signal: context.signal }));
  const { requests, tables } = result;
  return { ...toAnswer(result, tablesOf(runtime.entities.catalog).propertyOf), requests, tables };
}

function databaseOf(
  { createDatabase, createPgliteEngine }: typeof Sql,
  runtime: Runtime,
  { sql, context }: { readonly sql: string; readonly context: OperationContext },
): Database {
  const { origin, onAttempt, reserve, onSubject } = context;
  return createDatabase({
    engine: (engine ??= createPgliteEngine()),
    catalog: tablesOf(runtime.entities.catalog).catalog,
    scan: createEntityScan(runtime, {
      origin,
      onAttempt,
      reserve,
      onRead: ({ name }) => onSubject({ operation: 'LIST', entityType: name }, { query: sql }),
    }),
  });
}

async function answer({ isSqlError }: typeof Sql, query: () => Promise<QueryResult>): Promise<QueryResult> {
  try {
    return await query();
  } catch (error) {
    throw isSqlError(error) ? toConnectorError(error) : error;
  }
}
