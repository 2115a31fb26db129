import { closeSync, openSync, readSync } from 'node:fs';
import { StoreError } from '../errors.js';
import { MIGRATIONS } from '../migrations.js';
import { openSqlite } from './node-sqlite.js';

const MAGIC = 'SQLite format 3\0';
/** Where SQLite's header says whether there is a log of writes beside the file: 2 when there is. */
const WRITE_VERSION_AT = 18;
const WITH_LOG = 2;

/**
 * Looks whether a file is a backup of a connector's store that this build can use.
 *
 * @param shown the name of the file for whoever reads the error: what is looked at may be a copy
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
  const header = Buffer.alloc(WRITE_VERSION_AT + 1);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header);
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw noBackup(shown);
  if (header[WRITE_VERSION_AT] !== WITH_LOG) return;
  const message = `${shown} is the file of a store, which may lack what was written last, and no backup. Make a backup of its data folder.`;
  throw new StoreError(message);
}

function readMigrations(file: string, shown: string): readonly string[] {
  let names: readonly string[];
  try {
    const database = openSqlite(file);
    try {
      const damage = database.prepare('PRAGMA integrity_check').all();
      if (damage.length !== 1 || damage[0]?.integrity_check !== 'ok') throw noBackup(shown);
      names = database
        .prepare('SELECT name FROM kysely_migration')
        .all()
        .map(({ name }) => String(name));
    } finally {
      database.close();
    }
  } catch (cause) {
    throw cause instanceof StoreError ? cause : noBackup(shown, cause);
  }
  if (names.length === 0) throw noBackup(shown);
  return names;
}

function noBackup(shown: string, cause?: unknown): StoreError {
  const message = `${shown} is no backup of a connector, or is damaged. Nothing was changed; give a file that was made by backup.`;
  return new StoreError(message, { cause });
}
