import type { QueryOptions, TableReport } from '@twilio-connector/sql';
import type { OperationContext } from '../calls/call.js';
import type { Row } from '../calls/operations/reads.js';
import type { Runtime } from '../runtime/runtime.js';
import { tablesOf } from './entity-tables.js';
import { openDatabase, readsOf } from './open-database.js';
import { toConnectorError } from './query-error.js';
import { toRows } from './result-rows.js';

/** A query in SQL. */
export type SqlQuery = Pick<QueryOptions, 'parameters' | 'parameterTypes' | 'maxRows' | 'maxRequests' | 'timeoutMs'> & {
  readonly sql: string;
};

/** The rows of a query, and how its tables were read. */
export interface QueryAnswer {
  readonly rows: readonly Row[];
  readonly requests: number;
  readonly tables: readonly TableReport[];
}

/** Answers a query over the entity types of a connection as tables. @throws ConnectorError */
export async function runQuery(
  runtime: Runtime,
  { sql, ...options }: SqlQuery,
  context: OperationContext,
): Promise<QueryAnswer> {
  const { isSqlError } = await import('@twilio-connector/sql');
  const database = await openDatabase(runtime);
  try {
    const result = await database.query(sql, { ...options, ...readsOf(runtime, sql, context) });
    const { requests, tables } = result;
    return { rows: toRows(result, tablesOf(runtime.entities.catalog).propertyOf), requests, tables };
  } catch (error) {
    throw isSqlError(error) ? toConnectorError(error) : error;
  }
}
