import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.js';
import { MIGRATIONS } from '../migrations.js';
import { openSqlite } from './open-sqlite.js';

/** SQLite's mark for the files of one application: "TwCn". Databases of the first builds have 0. */
export const APPLICATION_ID = 0x54_77_43_6e;

const MAGIC = 'SQLite format 3\0';
/** The byte of SQLite's header that tells whether a write-ahead log belongs to the file. */
const WRITE_VERSION_OFFSET = 18;
const WRITE_AHEAD_LOG = 2;
/** Up to this size, every page of a database is checked at start: about a third of a second. */
const WHOLE_CHECK_BYTES = 128 * 1024 * 1024;
/** The tables that can grow large. In a larger database, only the other tables are checked. */
const LARGE_TABLES: readonly unknown[] = ['audit', 'idempotency', 'log_batches'];

/**
 * Checks, without changing it, that a file is the database of a connector of this version or an earlier one, and is whole.
 *
 * @throws StoreError with the remedy
 */
export function checkDatabase(file: string): void {
  if (!readHeader(file).isSqlite) throw unusable(file, 'is not an SQLite database: it was overwritten or cut off');
  let found: { readonly damage: string | undefined; readonly migrations: readonly string[] };
  try {
    found = withDatabase(file, (database) => {
      const damage = findDamage(database, file);
      return { damage, migrations: damage === undefined ? readMigrations(database) : [] };
    });
  } catch (cause) {
    throw unusable(file, `cannot be read (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
  if (found.damage !== undefined) throw unusable(file, `is damaged (${found.damage})`);
  if (found.migrations.length === 0) throw unusable(file, 'is not the database of a connector');
  const newer = newerMigrations(found.migrations);
  if (newer.length === 0) return;
  throw new StoreError(
    `The database ${file} was written by a newer version (${newer.join(', ')}). Start that version, or restore a backup made by this version.`,
  );
}

/** Checks that no write-ahead log was left behind by a database that is gone. SQLite would delete it. @throws StoreError */
export function checkNoDatabase(file: string): void {
  if (!existsSync(`${file}-wal`)) return;
  throw unusable(file, `is missing, but its log ${file}-wal is there`);
}

/** The first bytes of a file. */
export function readHeader(file: string): { readonly isSqlite: boolean; readonly hasLog: boolean } {
  const header = Buffer.alloc(WRITE_VERSION_OFFSET + 1);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header);
  } finally {
    closeSync(descriptor);
  }
  const isSqlite = header.toString('latin1', 0, MAGIC.length) === MAGIC;
  return { isSqlite, hasLog: header[WRITE_VERSION_OFFSET] === WRITE_AHEAD_LOG };
}

/** The migrations of a database that this build does not know. */
export function newerMigrations(names: readonly string[]): readonly string[] {
  return names.filter((name) => !Object.hasOwn(MIGRATIONS, name));
}

/** The migrations that a database went through; none if it belongs to another application. */
export function readMigrations(database: DatabaseSync): readonly string[] {
  const id = database.prepare('PRAGMA application_id').get()?.application_id;
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if ((id !== 0 && id !== APPLICATION_ID) || !tables.some(({ name }) => name === 'kysely_migration')) return [];
  const names = database
    .prepare('SELECT name FROM kysely_migration')
    .all()
    .map(({ name }) => String(name));
  return names.some((name) => Object.hasOwn(MIGRATIONS, name)) ? names : [];
}

/** Opens a database so that it cannot be changed. */
export function withDatabase<T>(file: string, read: (database: DatabaseSync) => T): T {
  const database = openSqlite(file, { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function findDamage(database: DatabaseSync, file: string): string | undefined {
  const isSmall = statSync(file).size <= WHOLE_CHECK_BYTES;
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const checked = isSmall ? [1] : tables.map(({ name }) => name).filter((name) => !LARGE_TABLES.includes(name));
  const findings = checked.map((what) => database.prepare(`PRAGMA quick_check(${String(what)})`).get()?.quick_check);
  const finding = findings.map(String).find((text) => text !== 'ok');
  return finding?.split('\n').at(-1);
}

function unusable(file: string, reason: string, cause?: unknown): StoreError {
  const message = `The database ${file} ${reason}. Nothing was changed. Restore a backup with "twilio-connector restore --force", or move the database and its log elsewhere to start without data.`;
  return new StoreError(message, { cause });
}
