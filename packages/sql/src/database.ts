import type { Catalog } from './catalog/catalog.js';
import type { Condition, Scan } from './catalog/scan.js';
import { createTableNames } from './catalog/table-names.js';
import { decode, typeName } from './decode.js';
import type { Engine, ResultColumn as EngineColumn } from './engine/engine.js';
import { cancelled, SqlError } from './errors.js';
import { Budget } from './execution/budget.js';
import { execute, type Execution, plan } from './execution/execution.js';
import type { TableReads } from './execution/table-reads.js';
import { TableSizes } from './execution/table-sizes.js';
import { toCondition } from './execution/values.js';
import { createPgliteEngine } from './pglite/pglite-engine.js';
import { limitOf } from './statement/limit.js';
import { prepare, slotsOf } from './statement/prepare.js';
import { loadParser } from './syntax/parse.js';

export interface DatabaseOptions {
  readonly catalog: Catalog;
  readonly scan: Scan;
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
  /** The most rows to return. More of them are not read. */
  readonly maxRows?: number;
  readonly maxRequests?: number;
  readonly timeoutMs?: number;
  /** The time zone of the statement, such as `Europe/Berlin`; UTC by default. */
  readonly timeZone?: string;
  readonly signal?: AbortSignal;
}

export interface ResultColumn {
  readonly name: string;
  /** The name of its type as PostgreSQL prints it; undefined for a type that is not built in. */
  readonly type: string | undefined;
  /** The table and the column of the catalog that the values come from, if they do. */
  readonly table?: string;
  readonly column?: string;
}

/** How a table was read. */
export interface TableReport {
  readonly table: string;
  readonly alias: string;
  /** What the source was asked to filter by. */
  readonly condition?: Condition;
  /** The filter that was applied to the rows afterwards, as PostgreSQL prints it. */
  readonly filter?: string;
  /** The column by whose values rows were looked up, and how many values there were. */
  readonly lookup?: { readonly column: string; readonly values: number };
  readonly requests: number;
  readonly rows: number;
}

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  /** Values by position, as `decode` describes: JSON types, and text for all others. */
  readonly rows: readonly (readonly unknown[])[];
  readonly requests: number;
  readonly tables: readonly TableReport[];
}

/** Answers queries in PostgreSQL's SQL over the tables of a catalog. */
export interface Database {
  /** @throws SqlError */
  query(sql: string, options?: QueryOptions): Promise<QueryResult>;
  /** Returns how a query would read its tables, and sends no request. @throws SqlError */
  explain(sql: string, options?: QueryOptions): Promise<readonly TablePlan[]>;
  close(): Promise<void>;
}

/** How a table would be read. */
export interface TablePlan extends Omit<TableReport, 'requests' | 'rows' | 'lookup'> {
  /** The columns by whose values it may be looked up, once other tables are read. */
  readonly lookups: readonly string[];
}

const DEFAULT_MAX_REQUESTS = 1_000;

/** Creates a database. It needs no resources before its first query. */
export function createDatabase(options: DatabaseOptions): Database {
  const { catalog, scan, engine = createPgliteEngine(), now = Date.now } = options;
  const tables = createTableNames(catalog);
  const sizes = new TableSizes();
  const start = async (sql: string, query: QueryOptions, signal: AbortSignal): Promise<Execution> => {
    await loadParser();
    const prepared = prepare(sql, tables);
    const parameters = (query.parameters ?? []).map((value) => (value === null ? null : String(value)));
    const { limit, sql: limited } = limitOf(prepared, parameters, query.maxRows);
    const statement = {
      sql: limited,
      parameters,
      parameterTypes: query.parameterTypes,
      slots: slotsOf(prepared.references),
      timeZone: query.timeZone ?? 'UTC',
      nowMs: now(),
    };
    const budget = new Budget(query.maxRequests ?? options.maxRequests ?? DEFAULT_MAX_REQUESTS);
    return { engine, scan, sizes, statement, references: prepared.references, budget, signal, limit };
  };
  return {
    query: (sql, query = {}) =>
      withSignal(query, async (signal) => {
        const execution = await start(sql, query, signal);
        const { result, reads } = await execute(execution, await plan(execution));
        const rows = result.rows
          .slice(0, query.maxRows)
          .map((row) => row.map((text, index) => decode(text, result.columns[index]?.type ?? 0)));
        return {
          columns: result.columns.map((column) => toColumn(column, execution)),
          rows,
          requests: execution.budget.spent,
          tables: toReports(execution, reads),
        };
      }),
    explain: (sql, query = {}) =>
      withSignal(query, async (signal) => {
        const execution = await start(sql, query, signal);
        const { analysis, constants } = await plan(execution);
        return analysis.scans.map(({ slot, table, filter, tests, links }) => {
          const condition = toCondition(tests, constants.valueOf);
          const alias = aliasOf(execution, slot);
          return {
            table: table.name,
            alias,
            ...(typeof condition === 'object' && { condition }),
            ...(filter !== undefined && { filter }),
            lookups: [...new Set(links.map(({ column }) => column))],
          };
        });
      }),
    close: () => engine.close(),
  };
}

/** Runs a query with a signal that ends it when its caller or its time does. */
async function withSignal<T>(
  { signal, timeoutMs }: QueryOptions,
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

function toColumn({ name, type, slot, column }: EngineColumn, { references }: Execution): ResultColumn {
  const table = references.find((reference) => reference.slot === slot)?.table.name;
  return { name, type: typeName(type), ...(table !== undefined && column !== undefined && { table, column }) };
}

const aliasOf = ({ references }: Execution, slot: string): string => {
  const range = references.find((reference) => reference.slot === slot)?.range;
  return range?.alias?.aliasname ?? range?.relname ?? slot;
};

function toReports(execution: Execution, reads: TableReads): readonly TableReport[] {
  return [...reads.all.values()].map((read) => {
    const { table, slot, filter } = read.planned;
    const condition = reads.wantedOf(read.planned);
    const lookup = reads.lookupOf(read);
    return {
      table: table.name,
      alias: aliasOf(execution, slot),
      ...(typeof condition === 'object' && { condition }),
      ...(filter !== undefined && { filter }),
      ...(lookup && { lookup: { column: lookup.link.column, values: lookup.keys.size } }),
      requests: read.requests,
      rows: read.rowCount,
    };
  });
}
