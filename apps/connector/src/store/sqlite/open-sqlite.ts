import type { DatabaseSync, DatabaseSyncOptions } from 'node:sqlite';

/**
 * Opens a file and suppresses the warning that `node:sqlite` is experimental, because an operator cannot act on it. Other
 * warnings pass.
 */
export function openSqlite(file: string, options: DatabaseSyncOptions = {}): DatabaseSync {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: never[]) => {
    if (!String(warning).includes('SQLite')) emitWarning(warning, ...rest);
  };
  try {
    const sqlite = process.getBuiltinModule('node:sqlite');
    return new sqlite.DatabaseSync(file, options);
  } finally {
    process.emitWarning = emitWarning;
  }
}
