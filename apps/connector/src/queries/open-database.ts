import type { Database, Engine, QueryOptions } from '@twilio-connector/sql';
import type { OperationContext } from '../calls/call.js';
import type { Runtime } from '../runtime/runtime.js';
import { tablesOf } from './entity-tables.js';
import { createEntityWriter } from './entity-writer.js';
import { createEntityScan } from './scan-entities.js';

// One PostgreSQL for all connections of the process: it keeps nothing between two queries, and starts with the first one.
let engine: Engine | undefined;

/** A database remembers the sizes of its tables. */
const databases = new WeakMap<Runtime['entities'], Database>();

/** Opens the database of a connection, whose tables are its entity types. Each statement brings its own `statementPorts`. */
export async function openDatabase(runtime: Pick<Runtime, 'entities' | 'actions' | 'connection'>): Promise<Database> {
  const { entities, connection } = runtime;
  const { createDatabase, createPgliteEngine } = await import('@twilio-connector/sql');
  const database =
    databases.get(entities) ??
    createDatabase({
      engine: (engine ??= createPgliteEngine()),
      name: connection.name.replace(/^.*\//, ''),
      catalog: tablesOf(runtime).catalog,
      scan() {
        throw new Error('A statement reads for its own call.');
      },
    });
  databases.set(entities, database);
  return database;
}

/** How the statement of a call reads and writes its tables. */
export function statementPorts(
  runtime: Runtime,
  sql: string,
  context: OperationContext,
): Pick<QueryOptions, 'scan' | 'writer' | 'idempotencyKey' | 'signal'> {
  const { origin, onAttempt, reserve, onSubject, signal, parts } = context;
  const scan = createEntityScan(runtime, {
    origin,
    onAttempt,
    reserve,
    onRead: ({ name }) => onSubject({ operation: 'LIST', entityType: name }, { query: sql }),
  });
  return { scan, writer: createEntityWriter(runtime, sql, context), idempotencyKey: parts.idempotencyKey, signal };
}
