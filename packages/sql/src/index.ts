export { createDatabase } from './database.js';
export { isSqlError, SqlError } from './errors.js';
export { OUTCOME_UNKNOWN, ROW_FAILED, WriteError } from './writes/report.js';
export { readStatements } from './read-statements.js';
export { createSession } from './session/session.js';
export { createPgliteEngine } from './pglite/pglite-engine.js';

export type {
  Catalog,
  Column,
  Comparison,
  Procedure,
  SqlType,
  Table,
  TableWrites,
  WritableColumn,
} from './catalog/catalog.js';
export type { Condition, Row, Scan, ScanPage, ScanRequest } from './catalog/scan.js';
export type { Description, Notice, Outcome } from './commands/command.js';
export type { ResultColumn } from './execution/result-columns.js';
export type { TablePlan, TableReport } from './commands/table-reports.js';
export type { Database, DatabaseOptions, QueryOptions, QueryResult } from './database.js';
export type { Engine } from './engine/engine.js';
export type { SqlErrorDetails } from './errors.js';
export type { Hold } from './session/cursors.js';
export type { Session } from './session/session.js';
export type { StatementText } from './read-statements.js';
export type { PgliteEngineOptions } from './pglite/pglite-engine.js';
export type { RowReport, WriteReport } from './writes/report.js';
export type { WritePlan } from './writes/write-command.js';
export type { KeyedStatement, KeyedWrite, Write, WriteIntent, WriteOutcome, Writer } from './writes/writer.js';
