import { StoreError } from '../errors.js';
import { newerMigrations, readHeader, readMigrations, withDatabase } from './database-file.js';

/**
 * Checks that a file is a backup of a connector's store that this build can use.
 *
 * @param shown the file name for error messages, because `file` may be a copy
 * @throws StoreError
 */
export function checkBackup(file: string, shown: string): void {
  const { isSqlite, hasLog } = readHeader(file);
  if (!isSqlite) throw notABackup(shown);
  if (hasLog) {
    const message = `${shown} is a live database file, not a backup; recent writes may be missing. Make a backup of its data folder.`;
    throw new StoreError(message);
  }
  const newer = newerMigrations(migrationsOf(file, shown));
  if (newer.length === 0) return;
  const names = newer.join(', ');
  throw new StoreError(`The backup ${shown} was made by a newer version (${names}). Restore it with that version.`);
}

function migrationsOf(file: string, shown: string): readonly string[] {
  try {
    return withDatabase(file, (database) => {
      const damage = database.prepare('PRAGMA integrity_check').all();
      const names = readMigrations(database);
      if (damage.length !== 1 || damage[0]?.integrity_check !== 'ok' || names.length === 0) throw notABackup(shown);
      return names;
    });
  } catch (cause) {
    throw cause instanceof StoreError ? cause : notABackup(shown, cause);
  }
}

function notABackup(shown: string, cause?: unknown): StoreError {
  const message = `${shown} is not a backup of a connector, or is damaged. Nothing was changed. Use a file made by the backup command.`;
  return new StoreError(message, { cause });
}
