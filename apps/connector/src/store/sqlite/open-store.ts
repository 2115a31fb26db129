import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StoreError } from '../errors.js';
import { MIGRATIONS } from '../migrations.js';
import { NodeSqliteDialect, openSqlite } from './node-sqlite.js';
import type { Tables } from '../tables.js';

/** What the server keeps, behind a query builder. */
export type Store = Kysely<Tables>;

/** The file of a data folder that holds the store. */
export const STORE_FILE = 'connector.db';

/**
 * Opens the store of a data folder; makes the folder, readable by its owner only, and the tables where they are missing.
 * What is written is on the disk before the write is answered, so that nothing is lost, however the process ends.
 * What is deleted is overwritten in the file, so that no destroyed secret remains there.
 *
 * @throws StoreError for a folder that a newer version has written
 */
export async function openStore(folder: string): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, STORE_FILE);
  const database = openSqlite(file);
  chmodSync(file, 0o600);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON',
  );
  const store = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  try {
    await migrate(store, folder);
    return store;
  } catch (error) {
    await store.destroy();
    throw error;
  }
}

async function migrate(store: Store, folder: string): Promise<void> {
  const known = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const newer = (await executedMigrations(store)).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (newer.length > 0) {
    throw new StoreError(
      `The data folder ${folder} was written by a newer version (${newer.join(', ')}). Start that version, or restore a backup of this one's.`,
    );
  }
  const { error } = await new Migrator({ db: store, provider: known }).migrateToLatest();
  if (error !== undefined) {
    throw new StoreError(`The data folder ${folder} could not be brought up to date. It is as it was.`, {
      cause: error,
    });
  }
}

async function executedMigrations(store: Store): Promise<readonly string[]> {
  const tables = await store.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await store
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
