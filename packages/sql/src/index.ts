export { createDatabase } from './database.js';
export { isSqlError, SqlError } from './errors.js';
export { createPgliteEngine } from './pglite/pglite-engine.js';

export type { Catalog, Column, Comparison, SqlType, Table } from './catalog/catalog.js';
export type { Condition, Row, Scan, ScanPage, ScanRequest } from './catalog/scan.js';
export type {
  Database,
  DatabaseOptions,
  QueryOptions,
  QueryResult,
  ResultColumn,
  TablePlan,
  TableReport,
} from './database.js';
export type { Engine } from './engine/engine.js';
export type { SqlErrorDetails } from './errors.js';
export type { PgliteEngineOptions } from './pglite/pglite-engine.js';
