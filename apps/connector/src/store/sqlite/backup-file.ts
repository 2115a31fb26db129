import { closeSync, openSync, readSync } from 'node:fs';
import { StoreError } from '../errors.js';
import { MIGRATIONS } from '../migrations.js';
import { openSqlite } from './node-sqlite.js';

const MAGIC = 'SQLite format 3\0';
/** The byte of SQLite's header that tells whether a write-ahead log belongs to the file. */
const WRITE_VERSION_OFFSET = 18;
const WRITE_AHEAD_LOG = 2;

/**
 * Checks that a file is a backup of a connector's store that this build can use.
 *
 * @param shown the file name for error messages, because `file` may be a copy
 * @throws StoreError
 */
export function checkBackup(file: string, shown: string): void {
  checkHeader(file, shown);
  const newer = readMigrations(file, shown).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (newer.length > 0) {
    const names = newer.join(', ');
    throw new StoreError(`The backup ${shown} was made by a newer version (${names}). Restore it with that version.`);
  }
}

function checkHeader(file: string, shown: string): void {
  const header = Buffer.alloc(WRITE_VERSION_OFFSET + 1);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header);
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw notABackup(shown);
  if (header[WRITE_VERSION_OFFSET] !== WRITE_AHEAD_LOG) return;
  const message = `${shown} is a live database file, not a backup; recent writes may be missing. Make a backup of its data folder.`;
  throw new StoreError(message);
}

function readMigrations(file: string, shown: string): readonly string[] {
  let names: readonly string[];
  try {
    const database = openSqlite(file);
    try {
      const damage = database.prepare('PRAGMA integrity_check').all();
      if (damage.length !== 1 || damage[0]?.integrity_check !== 'ok') throw notABackup(shown);
      names = database
        .prepare('SELECT name FROM kysely_migration')
        .all()
        .map(({ name }) => String(name));
    } finally {
      database.close();
    }
  } catch (cause) {
    throw cause instanceof StoreError ? cause : notABackup(shown, cause);
  }
  if (names.length === 0) throw notABackup(shown);
  return names;
}

function notABackup(shown: string, cause?: unknown): StoreError {
  const message = `${shown} is not a backup of a connector, or is damaged. Nothing was changed. Use a file made by the backup command.`;
  return new StoreError(message, { cause });
}
