import type { Catalog } from './catalog/catalog.js';
import type { Scan } from './catalog/scan.js';
import { createTableNames } from './catalog/table-names.js';
import type { CommandContext, Description, Notice, Outcome } from './commands/command.js';
import { commandOf } from './commands/commands.js';
import { startRead } from './commands/read.js';
import type { ResultColumn } from './execution/result-columns.js';
import { describeStatement, runStatement } from './commands/run-statement.js';
import { reportPlan, type TablePlan, type TableReport } from './commands/table-reports.js';
import { decode } from './decode.js';
import type { BinaryColumns, Engine } from './engine/engine.js';
import { cancelled, notSupported, SqlError } from './errors.js';
import { plan } from './execution/execution.js';
import { TableSizes } from './execution/table-sizes.js';
import { createPgliteEngine } from './pglite/pglite-engine.js';
import { createSession, type Session } from './session/session.js';
import { loadLibraries } from './syntax/libraries.js';
import { type ParsedStatement, parseStatement } from './syntax/parse.js';
import { turnToRead } from './syntax/turns.js';
import type { WriteReport } from './writes/report.js';
import type { WritePlan } from './writes/write-command.js';
import { writeOf } from './writes/write-commands.js';
import type { Writer } from './writes/writer.js';

export interface DatabaseOptions {
  readonly catalog: Catalog;
  readonly scan: Scan;
  /** Carries out writes; without it, the database only reads. */
  readonly writer?: Writer;
  /** What `current_database()` returns; `postgres` by default. */
  readonly name?: string;
  /** What `current_user` returns; `postgres` by default. */
  readonly user?: string;
  /** Several databases may share one; by default each has its own, which starts with the first query. */
  readonly engine?: Engine;
  /** The most requests of one statement; 1,000 by default. */
  readonly maxRequests?: number;
  /** A clock in milliseconds since 1970; `Date.now` by default. */
  readonly now?: () => number;
}

export interface QueryOptions {
  /** The values of `$1`, `$2` … */
  readonly parameters?: readonly (string | number | boolean | null)[];
  /** The OIDs of their types. PostgreSQL infers those that are missing or 0. */
  readonly parameterTypes?: readonly number[];
  /** The columns of a query whose values `run` is to return in binary form. Default: all come in text form. */
  readonly binary?: BinaryColumns | undefined;
  /** The most rows to return. More of them are not read. */
  readonly maxRows?: number;
  readonly maxRequests?: number;
  readonly timeoutMs?: number;
  /** Makes a write safe to repeat: with the same key, the same statement writes no row twice. Ignored by statements that read. */
  readonly idempotencyKey?: string | undefined;
  /** The time zone of the statement, such as `Europe/Berlin`; UTC by default. */
  readonly timeZone?: string;
  readonly signal?: AbortSignal;
  /** The session that the statement belongs to. Without one, statements that only concern a session are refused. */
  readonly session?: Session;
  /** Reads tables for this statement, in the place of the database's own scan. */
  readonly scan?: Scan;
  /** Carries out the writes of this statement. Default: the database's. */
  readonly writer?: Writer;
  /** Tells the client something while the statement runs. */
  readonly notice?: (notice: Notice) => void;
}

export interface QueryResult {
  /** What PostgreSQL's clients show, such as `SELECT 3`. */
  readonly tag: string;
  readonly columns: readonly ResultColumn[];
  /** Values by position, as `decode` describes: JSON types, and text for all others. */
  readonly rows: readonly (readonly unknown[])[];
  readonly requests: number;
  readonly tables: readonly TableReport[];
  /** What became of each row that the statement wrote; absent if it only read. */
  readonly write?: WriteReport;
}

/** Answers queries in PostgreSQL's SQL over the tables of a catalog. */
export interface Database {
  /** Runs a statement, and returns its rows as JavaScript has values. @throws SqlError */
  query(sql: string, options?: QueryOptions): Promise<QueryResult>;
  /** Runs a statement, and returns its rows in PostgreSQL's text form. @throws SqlError */
  run(sql: string | ParsedStatement, options?: QueryOptions): Promise<Outcome>;
  /** Returns the types of the parameters and the columns of a statement, and sends no request. @throws SqlError */
  describe(sql: string | ParsedStatement, options?: QueryOptions): Promise<Description>;
  /** Returns how a query would read its tables, and sends no request. @throws SqlError */
  explain(sql: string, options?: QueryOptions): Promise<readonly TablePlan[]>;
  /** Returns what a statement would write, and sends no request; undefined for one that only reads. @throws SqlError */
  explainWrite(sql: string, options?: QueryOptions): Promise<WritePlan | undefined>;
  close(): Promise<void>;
}

const DEFAULT_MAX_REQUESTS = 1_000;

/** Creates a database. It needs no resources before its first query. */
export function createDatabase(options: DatabaseOptions): Database {
  const {
    catalog,
    scan,
    writer,
    name = 'postgres',
    user = 'postgres',
    engine = createPgliteEngine(),
    now = Date.now,
  } = options;
  const environment = { catalog, tables: createTableNames(catalog), engine, sizes: new TableSizes(), now };
  const contextOf = (query: QueryOptions, signal: AbortSignal): CommandContext => ({
    environment: {
      ...environment,
      scan: query.scan ?? scan,
      writer: query.writer ?? writer,
      identity: { database: name, user: query.session?.settings.get('session_authorization') || user },
    },
    session: query.session ?? createSession({ TimeZone: query.timeZone ?? 'UTC' }),
    parameters: (query.parameters ?? []).map((value) => (value === null ? null : String(value))),
    parameterTypes: query.parameterTypes,
    binary: query.binary,
    maxRows: query.maxRows,
    idempotencyKey: query.idempotencyKey ?? query.session?.settings.idempotencyKey,
    maxRequests:
      query.maxRequests ?? query.session?.settings.maxRequests ?? options.maxRequests ?? DEFAULT_MAX_REQUESTS,
    signal,
    notice: query.notice,
  });
  const run: Database['run'] = (sql, query = {}) =>
    withSignal(query, async (signal) => {
      const statement = await readStatement(sql);
      if (!query.session) checkNeedsNoSession(statement);
      return runStatement(statement, contextOf(query, signal));
    });
  return {
    run,
    query: async (sql, query = {}) => toResult(await run(sql, query)),
    describe: (sql, query = {}) =>
      withSignal(query, async (signal) => describeStatement(await readStatement(sql), contextOf(query, signal))),
    explain: (sql, query = {}) =>
      withSignal(query, async (signal) => {
        const execution = await startRead(await readStatement(sql), contextOf(query, signal));
        return reportPlan(execution, await plan(execution));
      }),
    explainWrite: (sql, query = {}) =>
      withSignal(query, async (signal) => {
        const statement = await readStatement(sql);
        return writeOf(statement.node)?.explain(statement, contextOf(query, signal));
      }),
    close: () => engine.close(),
  };
}

/** @throws SqlError */
function checkNeedsNoSession({ node }: ParsedStatement): void {
  if (commandOf(node).changes !== 'session') return;
  throw notSupported('This statement has an effect only in a session, such as that of a client of PostgreSQL.');
}

async function readStatement(sql: string | ParsedStatement): Promise<ParsedStatement> {
  await loadLibraries();
  const statement = typeof sql === 'string' ? await parsed(sql) : sql;
  await turnToRead(statement.sql);
  return statement;
}

async function parsed(sql: string): Promise<ParsedStatement> {
  await turnToRead(sql);
  return { sql, node: parseStatement(sql) };
}

function toResult({ tag, columns = [], rows = [], requests = 0, tables = [], write, copy }: Outcome): QueryResult {
  if (copy) throw notSupported('COPY is available to clients of PostgreSQL only.');
  const decoded = rows.map((row) => row.map((text, index) => decode(text, columns[index]?.oid ?? 0)));
  return { tag, columns, rows: decoded, requests, tables, ...(write && { write }) };
}

/** Runs a query with a signal that ends it when its caller or its time does. */
async function withSignal<T>(
  { signal, session, timeoutMs = session?.settings.timeoutMs }: QueryOptions,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)].filter(
    (each) => each !== undefined,
  );
  const either = AbortSignal.any(signals);
  try {
    either.throwIfAborted();
    return await run(either);
  } catch (error) {
    throw either.aborted && !(error instanceof SqlError) ? cancelled(either.reason) : error;
  }
}
