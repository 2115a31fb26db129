import { chmodSync, existsSync, linkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { createFolder } from '../create-folder.js';
import { syncFile, syncFolder } from '../durable-files.js';
import { StoreError } from '../errors.js';
import { MIGRATIONS } from '../migrations.js';
import type { Store } from '../store.js';
import type { Tables } from '../tables.js';
import { APPLICATION_ID, checkDatabase, checkNoDatabase, readMigrations } from './database-file.js';
import { NEW_DATABASE } from './new-database.js';
import { NodeSqliteDialect } from './node-sqlite.js';
import { openSqlite } from './open-sqlite.js';

/** The database file in a data folder. */
export const STORE_FILE = 'connector.db';

/** Options of `openStore`. */
export interface OpenStoreOptions {
  /** The size in bytes beyond which the database file does not grow. A larger file keeps its size. Default: no limit. */
  readonly maxBytes?: number | undefined;
}

/** The log of writes is merged into the database whenever it has so many pages (1 MiB), so that each merge is brief. */
const LOG_PAGES = 256;
/** A log that a large write made longer is cut to this size after the merge. */
const MAX_LOG_BYTES = 4 * 1024 * 1024;

/**
 * Opens the store of a data folder. Creates the folder, accessible only to its owner, and missing tables. A write is flushed
 * to the disk before it resolves, so a crash loses nothing. Deleted data is overwritten in the file, so a destroyed secret
 * does not remain there.
 *
 * @throws StoreError for a database that is damaged, was overwritten or belongs to a newer version, before anything is changed
 */
export async function openStore(folder: string, { maxBytes }: OpenStoreOptions = {}): Promise<Store> {
  createFolder(folder);
  const file = join(folder, STORE_FILE);
  // A crash may have left a draft.
  rmSync(draftOf(file), { force: true });
  const isNew = !existsSync(file);
  if (isNew) createDatabase(file);
  else checkDatabase(file);
  const database = openSqlite(file);
  try {
    chmodSync(file, 0o600);
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON;
       PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA journal_size_limit = ${MAX_LOG_BYTES}`,
    );
    if (maxBytes !== undefined) limitSize(database, maxBytes);
  } catch (cause) {
    database.close();
    throw new StoreError(`The database ${file} cannot be opened: ${messageOf(cause)}. Check its disk.`, { cause });
  }
  return isNew ? storeOf(database) : migrated(database, file);
}

/**
 * Creates the database under a draft name. Thus a crash never leaves a database without tables, and an empty file under the
 * final name is known to have been overwritten.
 */
function createDatabase(file: string): void {
  checkNoDatabase(file);
  const draft = draftOf(file);
  const database = openSqlite(draft);
  try {
    chmodSync(draft, 0o600);
    // Only a file without tables can be told to return its free space to the disk. A draft needs no protection from a crash.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
    // In place of the migrations, which take a tenth of the time until the server answers.
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; BEGIN; ${NEW_DATABASE} COMMIT`);
  } catch (cause) {
    throw new StoreError(`The database ${file} cannot be created: ${messageOf(cause)}. Check its disk.`, { cause });
  } finally {
    database.close();
  }
  syncFile(draft);
  linkSync(draft, file);
  syncFolder(dirname(file));
  rmSync(draft);
}

function draftOf(file: string): string {
  return `${file}.draft`;
}

/** SQLite counts the limit in pages. */
function limitSize(database: DatabaseSync, maxBytes: number): void {
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.page_size);
  database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / pageBytes)}`);
}

/** Brings the tables up to date. Closes the database if that fails. */
async function migrated(database: DatabaseSync, file: string): Promise<Store> {
  const store = storeOf(database);
  const known = readMigrations(database);
  if (Object.keys(MIGRATIONS).every((name) => known.includes(name))) return store;
  try {
    const { Migrator } = await import('kysely/migration');
    const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
    const { error } = await new Migrator({ db: store, provider }).migrateToLatest();
    if (error !== undefined) throw error;
    const id = database.prepare('PRAGMA application_id').get()?.application_id;
    if (id !== APPLICATION_ID) database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    return store;
  } catch (cause) {
    await store.destroy();
    throw new StoreError(`The database ${file} could not be migrated and is unchanged: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

function storeOf(database: DatabaseSync): Store {
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
